using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>Eigenvectors of a symmetric band matrix by inverse iteration (Wielandt 1944) in float64, one for each estimate of an eigenvalue.</summary>
/// <remarks>
/// Every vector starts from its own random direction, so that those of one cluster stay independent; who wants them orthogonal
/// makes them so afterwards. The estimates may be wrong by float32's rounding: three solves leave of a neighbour at
/// distance g the share (error/g)³.
/// </remarks>
internal static unsafe class BandInverseIteration
{
    private const int Solves = 3;
    private const int Width = Band.Width;

    // Pivoting brings rows up by 32 columns: a row of U has 65 elements, a column of L 32.
    private const int RowLength = 2 * Width + 1;
    private const int RowStride = RowLength + Width + 7;

    private const double Epsilon = 1.0 / (1L << 52);

    [ThreadStatic]
    private static Scratch<double>? s_memory;

    /// <summary>Fills x [n] with a unit vector near the null space of B − shift·I.</summary>
    /// <param name="band">B, laid out as <see cref="Band"/> says; only its lower half is read.</param>
    /// <param name="shift">Estimate of the eigenvalue.</param>
    /// <param name="random">Where the iteration starts.</param>
    /// <param name="x">Takes the vector.</param>
    public static void Solve<T>(T* band, double shift, RandomStream random, Span<double> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = (s_memory ??= new()).Take(checked((x.Length + Width + 1) * RowStride));
        var norm = Load(band, x.Length, shift, rows);
        Factor(rows, x.Length, norm);
        foreach (ref var element in x) element = random.NextNormal();
        for (var i = 0; i < Solves; i++)
        {
            Forward(rows, x);
            Backward(rows, x);
            Normalise(x);
        }
    }

    /// <summary>
    /// Rows as elimination meets them: column j is element 0 of all rows that step j works on. So the first rows start
    /// at column 0 and the others at the first of their band. Returns the largest absolute row sum.
    /// </summary>
    private static double Load<T>(T* band, int order, double shift, double* rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<double>(rows, (order + Width + 1) * RowStride).Clear();
        var norm = 0.0;
        for (var i = 0; i < order; i++)
        {
            var row = rows + (nint)i * RowStride - Math.Max(0, i - Width);
            var sum = 0.0;
            for (var j = Math.Max(0, i - Width); j < Math.Min(order, i + Width + 1); j++)
            {
                row[j] = double.CreateTruncating(band[Band.At(Math.Max(i, j), Math.Min(i, j))]);
                sum += Math.Abs(row[j]);
            }

            row[i] -= shift;
            norm = Math.Max(norm, sum);
        }

        return norm;
    }

    /// <summary>Gaussian elimination with row interchanges. Row j keeps its row of U, then its column of L, then its pivot's row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Factor(double* rows, int order, double norm)
    {
        var smallest = Epsilon * norm + double.Epsilon;
        for (var j = 0; j < order; j++, rows += RowStride)
        {
            var pivot = 0;
            for (var i = 1; i <= Width; i++)
            {
                if (Math.Abs(rows[i * RowStride]) > Math.Abs(rows[pivot * RowStride])) pivot = i;
            }

            if (pivot > 0) Swap(rows, rows + pivot * RowStride);
            if (Math.Abs(rows[0]) < smallest) rows[0] = smallest; // the shift is an eigenvalue to the last digit
            rows[RowLength + Width] = pivot;
            for (var i = 1; i <= Width; i++)
            {
                var factor = rows[i * RowStride] / rows[0];
                rows[RowLength + i - 1] = factor;
                Eliminate(rows, factor, rows + i * RowStride);
            }
        }
    }

    private static void Swap(double* a, double* b)
    {
        for (var c = 0; c < RowLength; c++) (a[c], b[c]) = (b[c], a[c]);
    }

    /// <summary>row − factor · pivot, moved one to the left: its first element is now zero and not kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eliminate(double* pivot, double factor, double* row)
    {
        var factors = new Vector<double>(-factor);
        var c = 1;
        for (; c + Vector<double>.Count <= RowLength; c += Vector<double>.Count)
            (Vector.Load(row + c) + factors * Vector.Load(pivot + c)).Store(row + c - 1);
        for (; c < RowLength; c++) row[c - 1] = row[c] - factor * pivot[c];
        row[RowLength - 1] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Forward(double* rows, Span<double> x)
    {
        for (var j = 0; j < x.Length; j++, rows += RowStride)
        {
            var pivot = j + (int)rows[RowLength + Width];
            (x[j], x[pivot]) = (x[pivot], x[j]);
            var count = Math.Min(Width, x.Length - 1 - j);
            for (var i = 0; i < count; i++) x[j + 1 + i] -= rows[RowLength + i] * x[j];
        }
    }

    private static void Backward(double* rows, Span<double> x)
    {
        for (var j = x.Length - 1; j >= 0; j--)
        {
            var row = new ReadOnlySpan<double>(rows + (nint)j * RowStride, Math.Min(RowLength, x.Length - j));
            x[j] = (x[j] - TensorPrimitives.Dot(row[1..], x.Slice(j + 1, row.Length - 1))) / row[0];
        }
    }

    private static void Normalise(Span<double> x) => TensorPrimitives.Divide(x, TensorPrimitives.Norm<double>(x), x);
}
