using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>Eigenvalues of symmetric tridiagonal matrices, and eigenvectors.</summary>
internal static class TridiagonalEigen
{
    // QL takes about two sweeps an eigenvalue; far more means that a number is not finite.
    private const int MaxSweeps = 60;

    private const double Epsilon = 1.0 / (1L << 52);

    // A task turns this many columns of all rows: whole vectors, and a strip that stays in the cache.
    private const int ColumnsPerTask = 64;

    /// <summary>Replaces the diagonal by the eigenvalues, unsorted: implicit QL with Wilkinson's shift.</summary>
    /// <remarks>A coupling below 2⁻⁵² of the largest entries counts as zero, so errors are relative to the largest eigenvalue.</remarks>
    /// <param name="diagonal">[n].</param>
    /// <param name="offDiagonal">[n]; element i couples i and i + 1, the last is not used. Overwritten.</param>
    /// <param name="vectors">Turned along if given, [n, d]: Qᵀ becomes (Q·Z)ᵀ, with Z the eigenvectors; row i is that of eigenvalue i.</param>
    public static void Solve(double[] diagonal, double[] offDiagonal, Matrix<double>? vectors = null)
    {
        var rotations = new (double Cosine, double Sine)[diagonal.Length];
        var negligible = Epsilon * Size(diagonal, offDiagonal);
        for (var first = 0; first < diagonal.Length; first++)
        {
            for (var sweep = 0; ; sweep++)
            {
                var last = EndOfBlock(offDiagonal, first, negligible);
                if (last == first) break;
                if (sweep == MaxSweeps) throw new ArithmeticException($"the QL method must converge within {MaxSweeps} sweeps, but did not for eigenvalue {first}");
                var lowest = Sweep(diagonal, offDiagonal, first, last, rotations);
                if (vectors is not null) Turn(vectors, rotations, lowest, last);
            }
        }
    }

    private static double Size(double[] diagonal, double[] offDiagonal)
    {
        var size = 0.0;
        for (var i = 0; i < diagonal.Length; i++) size = Math.Max(size, Math.Abs(diagonal[i]) + Math.Abs(offDiagonal[i]));
        return size;
    }

    /// <summary>The first index from <paramref name="first"/> on that no longer couples to the next.</summary>
    private static int EndOfBlock(double[] offDiagonal, int first, double negligible)
    {
        var i = first;
        while (i < offDiagonal.Length - 1 && Math.Abs(offDiagonal[i]) > negligible) i++;
        return i;
    }

    /// <summary>
    /// One QL step on first…last: a rotation brings in the shift, the others chase the bulge upwards. Returns the lowest i
    /// of which there is a rotation of i and i + 1.
    /// </summary>
    private static int Sweep(double[] d, double[] e, int first, int last, (double Cosine, double Sine)[] rotations)
    {
        var (sine, cosine, carried) = (1.0, 1.0, 0.0);
        var g = d[last] - Shift(d[first], d[first + 1], e[first]);
        for (var i = last - 1; i >= first; i--)
        {
            var (f, b) = (sine * e[i], cosine * e[i]);
            var radius = Length(f, g);
            e[i + 1] = radius;
            if (radius == 0)
            {
                d[i + 1] -= carried;
                e[last] = 0;
                return i + 1;
            }

            (sine, cosine) = (f / radius, g / radius);
            rotations[i] = (cosine, sine);
            g = d[i + 1] - carried;
            radius = (d[i] - g) * sine + 2 * cosine * b;
            carried = sine * radius;
            d[i + 1] = g + carried;
            g = cosine * radius - b;
        }

        d[first] -= carried;
        e[first] = g;
        e[last] = 0;
        return first;
    }

    /// <summary>Rotates rows i and i + 1 for i = last − 1, …, lowest.</summary>
    private static void Turn(Matrix<double> vectors, (double Cosine, double Sine)[] rotations, int lowest, int last) =>
        Workers.For((vectors.Columns + ColumnsPerTask - 1) / ColumnsPerTask, task =>
        {
            var first = task * ColumnsPerTask;
            var count = Math.Min(ColumnsPerTask, vectors.Columns - first);
            for (var i = last - 1; i >= lowest; i--)
                Turn(vectors.Row(i).Slice(first, count), vectors.Row(i + 1).Slice(first, count), rotations[i].Cosine, rotations[i].Sine);
        });

    private static void Turn(Span<double> x, Span<double> y, double cosine, double sine)
    {
        var i = 0;
        for (var (c, s) = (Vector.Create(cosine), Vector.Create(sine)); i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var (a, b) = (new Vector<double>(x[i..]), new Vector<double>(y[i..]));
            (c * a - s * b).CopyTo(x[i..]);
            (s * a + c * b).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++) (x[i], y[i]) = (cosine * x[i] - sine * y[i], sine * x[i] + cosine * y[i]);
    }

    /// <summary>The eigenvalue of [[a, c], [c, b]] nearer to a (Wilkinson).</summary>
    private static double Shift(double a, double b, double c)
    {
        var t = (b - a) / (2 * c);
        return a - c / (t + Math.CopySign(Length(t, 1), t));
    }

    /// <summary>√(x² + y²) without overflow; the plain formula where that is safe, for speed.</summary>
    private static double Length(double x, double y)
    {
        var square = x * x + y * y;
        return square is > 1e-280 and < 1e280 ? Math.Sqrt(square) : double.Hypot(x, y);
    }
}
