using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>Two feature matrices of the same rows, whose kernels are multiplied element by element; see <see cref="HadamardGram"/>.</summary>
/// <param name="U">[n, p].</param>
/// <param name="V">[n, q].</param>
internal readonly record struct FactorPair<T>(Matrix<T> U, Matrix<T> V)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
