using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>A layer's part of Jᵀv, G = Σ_n v_n · δ(n) ⊗ (a(n), 1). Legend: n rows, p inputs, q derivatives a row.</summary>
/// <remarks>
/// Chains of sums in T are short, and blocks are added in float64: the vectors of the largest eigenvalues give most rows the same sign,
/// and one chain of equal numbers in T rounds always the same way, by more the longer it is.
/// </remarks>
internal sealed class TangentSum<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Rows of one chain of sums.
    private const int ChainRows = 128;

    private readonly Matrix<T> _weights, _scaled;
    private readonly T[] _biases;
    private readonly double[] _weightSums, _biasSums;

    /// <summary>A sum of no rows.</summary>
    /// <param name="inputs">p.</param>
    /// <param name="derivatives">q.</param>
    public TangentSum(int inputs, int derivatives)
    {
        (_weights, _scaled) = (new Matrix<T>(derivatives, inputs), new Matrix<T>(ChainRows, derivatives));
        (_biases, _weightSums, _biasSums) = (new T[derivatives], new double[checked(derivatives * inputs)], new double[derivatives]);
    }

    /// <summary>Adds the rows of a block.</summary>
    /// <param name="factors">a and δ, at most some thousand rows.</param>
    /// <param name="vector">v from the block's first row on.</param>
    public void Add(FactorPair<T> factors, ReadOnlySpan<double> vector)
    {
        var (inputs, deltas) = factors;
        for (var first = 0; first < inputs.Rows; first += ChainRows)
        {
            var rows = Math.Min(ChainRows, inputs.Rows - first);
            Scale(deltas.RowRange(first, rows), vector[first..]);
            MatMul.TN(_scaled.RowRange(0, rows), inputs.RowRange(first, rows), _weights, accumulate: first > 0);
            AddTo(_biasSums, _biases);
        }

        AddTo(_weightSums, _weights.AsSpan());
    }

    /// <summary>G, weights [q, p] and biases [q], of all rows so far; overwritten by the next.</summary>
    public (Matrix<T> Weights, T[] Biases) Total()
    {
        TensorPrimitives.ConvertTruncating<double, T>(_weightSums, _weights.AsSpan());
        TensorPrimitives.ConvertTruncating<double, T>(_biasSums, _biases);
        return (_weights, _biases);
    }

    /// <summary>v_n · δ(n), and their sum.</summary>
    private void Scale(Matrix<T> deltas, ReadOnlySpan<double> vector)
    {
        _biases.AsSpan().Clear();
        for (var i = 0; i < deltas.Rows; i++)
        {
            TensorPrimitives.Multiply(deltas.Row(i), T.CreateTruncating(vector[i]), _scaled.Row(i));
            TensorPrimitives.Add(_biases, _scaled.Row(i), _biases);
        }
    }

    private static void AddTo(Span<double> sums, ReadOnlySpan<T> part)
    {
        for (var i = 0; i < sums.Length; i++) sums[i] += double.CreateTruncating(part[i]);
    }
}
