namespace DeepDive.Numerics;

/// <summary>What reused memory holds when it is handed out: tests choose it, to find reads of what was never written.</summary>
internal static class ScratchContent
{
    /// <summary>Not a number, in float32 and in float64.</summary>
    public const byte NotANumber = 0xFF;

    /// <summary>1e38 in float32, 1e301 in float64.</summary>
    public const byte Huge = 0x7E;

    /// <summary>The byte that all new scratch memory is filled with; null leaves what was there.</summary>
    public static byte? Filling { get; set; }
}
