namespace DeepDive.Figures;

/// <summary>Writes values of one type in one MIME type; hosts call its members by name.</summary>
internal sealed class Formatter<T>(string mimeType, Func<T, string> write)
{
    /// <summary>MIME type of what is written.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Type of the values.</summary>
    public Type Type { get; } = typeof(T);

    /// <summary>Writes a value; false for one of another type, so that the host tries its next formatter.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value) return false;
        writer.Write(write(value));
        return true;
    }
}
