using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>
/// Where a kernel's sums start and what becomes of them, so that what follows a product (a bias, a nonlinearity) is done
/// while its results are in registers.
/// </summary>
/// <typeparam name="TVector">Register.</typeparam>
internal interface ITileOutput<TVector>
{
    /// <summary>Elements between rows of the output.</summary>
    nint Stride { get; }

    /// <summary>What the sums of the columns from <paramref name="column"/> start from.</summary>
    TVector Start(nint column);

    /// <summary>Takes finished sums, whose first element lies <paramref name="offset"/> elements into the output.</summary>
    void Write(TVector sum, nint offset);
}

/// <summary>C = A·B, or C += A·B.</summary>
internal readonly unsafe struct TileSum<T, TVector, TLanes>(T* target, nint stride, bool accumulate) : ITileOutput<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    public nint Stride => stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Start(nint column) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(TVector sum, nint offset) =>
        TLanes.Store(accumulate ? TLanes.Add(sum, TLanes.Load(target + offset)) : sum, target + offset);
}
