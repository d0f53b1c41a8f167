using System.Runtime.InteropServices;
using DeepDive.Numerics;

namespace DeepDive.Bench;

/// <summary>A temporary folder of raw arrays that the peers read their inputs from.</summary>
internal sealed class SharedFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("deepdive-bench-").FullName;

    public void Write<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using var file = File.Create(System.IO.Path.Combine(Path, name));
        file.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Writes matrices one after the other.</summary>
    public void Write(string name, params IEnumerable<Matrix<float>> matrices)
    {
        using var file = File.Create(System.IO.Path.Combine(Path, name));
        foreach (var matrix in matrices)
        {
            for (var i = 0; i < matrix.Rows; i++) file.Write(MemoryMarshal.AsBytes(matrix.Row(i)));
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
