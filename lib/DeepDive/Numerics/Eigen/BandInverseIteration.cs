using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>Eigenvectors of a symmetric band matrix by inverse iteration (Wielandt 1944) in float64, one for each estimate of an eigenvalue.</summary>
/// <remarks>
/// Every vector starts from its own random direction, so that those of one cluster stay independent, and is orthogonal
/// to the others only in the end. The estimates may be wrong by float32's rounding: three solves leave of a neighbour at
/// distance g the share (error/g)³.
/// </remarks>
internal static unsafe class BandInverseIteration
{
    private const int Width = Band.Width;

    // Pivoting brings rows up by 32 columns: a row of U has 65 elements, a column of L 32.
    private const int RowLength = 2 * Width + 1;
    private const int RowStride = RowLength + Width + 7;

    private const double Epsilon = 1.0 / (1L << 52);
    private const int Solves = 3;

    // Orthogonalising leaves this little of a vector that its cluster's others nearly span, and magnifies what is wrong with it.
    private const double ShortRest = 0.1;

    // Where the iterations start; any number does.
    private const ulong Seed = 3;

    [ThreadStatic]
    private static Scratch<double>? s_memory;

    /// <summary>Orthonormal vectors of length n, one for each estimate.</summary>
    /// <param name="band">B, laid out as <see cref="Band"/> says; only its lower half is read.</param>
    /// <param name="order">Rows n.</param>
    /// <param name="estimates">Of eigenvalues; several of the same value give as many vectors.</param>
    public static double[][] Vectors<T>(T* band, int order, double[] estimates)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var vectors = new double[estimates.Length][];
        Workers.For(vectors.Length, i => Solve(band, estimates[i], vectors[i] = RandomVector(order, i), Solves));
        if (RayleighRitz.Orthonormalise(vectors) < ShortRest)
        {
            Workers.For(vectors.Length, i => Solve(band, estimates[i], vectors[i], 1));
            RayleighRitz.Orthonormalise(vectors);
        }

        return vectors;
    }

    private static double[] RandomVector(int length, int index)
    {
        var random = new RandomStream(Seed).Split((ulong)index);
        var vector = new double[length];
        foreach (ref var element in vector.AsSpan()) element = random.NextNormal();
        return vector;
    }

    /// <summary>Turns x towards the null space of B − shift·I.</summary>
    private static void Solve<T>(T* band, double shift, Span<double> x, int solves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = (s_memory ??= new()).Take(checked((x.Length + Width + 1) * RowStride));
        var norm = Load(band, x.Length, shift, rows);
        Factor(rows, x.Length, norm);
        for (var i = 0; i < solves; i++)
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
        var smallest = Epsilon * norm + 1e-100;
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
