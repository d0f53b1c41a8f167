namespace DeepDive.Data;

/// <summary>Element type of a NumPy array, by NumPy's own short names: kind and bytes.</summary>
public enum NpyType
{
    /// <summary>Truth value, one byte.</summary>
    B1,

    /// <summary>8-bit integer.</summary>
    I1,

    /// <summary>16-bit integer.</summary>
    I2,

    /// <summary>32-bit integer.</summary>
    I4,

    /// <summary>64-bit integer.</summary>
    I8,

    /// <summary>8-bit unsigned integer.</summary>
    U1,

    /// <summary>16-bit unsigned integer.</summary>
    U2,

    /// <summary>32-bit unsigned integer.</summary>
    U4,

    /// <summary>64-bit unsigned integer.</summary>
    U8,

    /// <summary>16-bit float.</summary>
    F2,

    /// <summary>32-bit float.</summary>
    F4,

    /// <summary>64-bit float.</summary>
    F8,
}
