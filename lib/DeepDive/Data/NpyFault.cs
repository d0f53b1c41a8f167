namespace DeepDive.Data;

/// <summary>Errors of NumPy files: one type, with rule, value and remedy on one line.</summary>
internal static class NpyFault
{
    public static InvalidDataException Of(string source, string what, string remedy, Exception? inner = null) =>
        new($"'{source}' is not a readable NumPy file: {what}; {remedy}", inner);

    /// <summary>Whether an error is one that the zip reader throws at what a damaged archive holds, such as a negative position.</summary>
    public static bool IsDamage(Exception error) =>
        error is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException;

    /// <summary>Runs what looks into a zip archive, whose reader throws several types at damaged ones.</summary>
    public static TResult Guard<TResult>(string source, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw Of(source, "it must be a whole zip archive of .npy files, unpacked or deflated, but is damaged or another kind", "write it with numpy.savez or fetch it again", error);
        }
    }
}
