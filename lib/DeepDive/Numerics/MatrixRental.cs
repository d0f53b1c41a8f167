using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>Matrices of unspecified content in memory from the shared pool, all given back at once.</summary>
/// <remarks>New memory costs a call that is over in milliseconds as much as its work: its pages are cleared at their first touch, and the collector runs.</remarks>
internal sealed class MatrixRental<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<RentedMatrix<T>> _rented = [];

    /// <summary>A matrix [rows, columns] that is not to be used after <see cref="Dispose"/>.</summary>
    public Matrix<T> Take(int rows, int columns)
    {
        _rented.Add(new(rows, columns));
        return _rented[^1].Value;
    }

    /// <summary>Gives all the memory back.</summary>
    public void Dispose()
    {
        foreach (var matrix in _rented) matrix.Dispose();
        _rented.Clear();
    }
}
