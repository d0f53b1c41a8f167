using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Reads .npy files, NumPy's format of one array (NEP 1, versions 1 to 3).</summary>
/// <remarks>
/// All types of truth values, integers and floats of up to 64 bits, both byte orders, C and Fortran order. Pickled objects are
/// never loaded. Memory grows with what is asked for, not with what a header claims.
/// </remarks>
public static class Npy
{
    /// <summary>Opens a file, whose rows are read when they are asked for.</summary>
    /// <exception cref="InvalidDataException">The file is no .npy file, has no numbers, is damaged, or exceeds the limits.</exception>
    public static NpyArray Open(string path, NpyLimits? limits = null)
    {
        using var file = File.OpenRead(path);
        return new(() => File.OpenRead(path), path, file.Length, limits ?? new());
    }

    /// <summary>Reads a whole array, [n, d]; see <see cref="NpyArray"/> on what a row is.</summary>
    /// <exception cref="InvalidDataException">The file is no .npy file, has no numbers, is damaged, or exceeds the limits.</exception>
    public static Matrix<T> Read<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var array = Open(path);
        return array.Read<T>();
    }
}
