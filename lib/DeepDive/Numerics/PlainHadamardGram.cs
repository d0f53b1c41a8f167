using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>The plain twin of <see cref="HadamardGram"/>, to check it against: loops that read like the formula.</summary>
internal static class PlainHadamardGram
{
    /// <summary>C_ij = Σ_t (⟨u_t(i), u′_t(j)⟩ + 1) · ⟨v_t(i), v′_t(j)⟩.</summary>
    public static void Between<T>(IReadOnlyList<FactorPair<T>> rows, IReadOnlyList<FactorPair<T>> columns, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < c.Rows; i++)
        {
            for (var j = 0; j < c.Columns; j++)
            {
                c[i, j] = T.Zero;
                for (var t = 0; t < rows.Count; t++)
                    c[i, j] += (Dot(rows[t].U.Row(i), columns[t].U.Row(j)) + T.One) * Dot(rows[t].V.Row(i), columns[t].V.Row(j));
            }
        }
    }

    private static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var p = 0; p < x.Length; p++) sum += x[p] * y[p];
        return sum;
    }
}
