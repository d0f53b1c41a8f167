namespace DeepDive.Data;

/// <summary>Element type of an IDX file; the values are those of the file's third byte.</summary>
public enum IdxType
{
    /// <summary>Unsigned byte.</summary>
    UnsignedByte = 0x08,

    /// <summary>Signed byte.</summary>
    SignedByte = 0x09,

    /// <summary>16-bit integer, big-endian.</summary>
    SignedShort = 0x0B,

    /// <summary>32-bit integer, big-endian.</summary>
    SignedWord = 0x0C,

    /// <summary>32-bit float, big-endian.</summary>
    SingleFloat = 0x0D,

    /// <summary>64-bit float, big-endian.</summary>
    DoubleFloat = 0x0E,
}
