using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepDive.Numerics;

namespace DeepDive.Bench.Rivals;

/// <summary>
/// The time that a number of float32 operations takes if nothing but fused multiply-adds on registers runs: the machine's
/// limit, measured in turn with what is compared with it.
/// </summary>
internal sealed class FmaPeak(double flops, int threads) : Rival
{
    public const string RivalName = "FMA peak";

    private const int Accumulators = 12; // Enough to hide a latency of 5 with two units, few enough for 16 registers.
    private const int Iterations = 50_000;
    private const int ChunksPerThread = 64;
    private static readonly float[] s_results = new float[ChunksPerThread];

    public override string Name => RivalName;

    public override string Setting => Threads.Describe(threads);

    public override (double Seconds, double[]? Answer) Repeat() => (flops / Rate(threads), null);

    /// <summary>Operations a second; takes a fifth of a second.</summary>
    public static double Rate(int threads)
    {
        Workers.Count = threads;
        var chunks = ChunksPerThread * threads;
        var duration = WarmTiming.Measure(() => { }, () => Workers.For(chunks, chunk => s_results[chunk % ChunksPerThread] = Chunk()));
        return 2.0 * Accumulators * LaneCount * Iterations * chunks / duration.TotalSeconds;
    }

    private static int LaneCount =>
        Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256.IsHardwareAccelerated ? Vector256<float>.Count : Vector128<float>.Count;

    private static float Chunk() =>
        Vector512.IsHardwareAccelerated ? Vector512.Sum(Spin<Vector512<float>, Fma512>(Vector512.Create(0.999f)))
        : Vector256.IsHardwareAccelerated ? Vector256.Sum(Spin<Vector256<float>, Fma256>(Vector256.Create(0.999f)))
        : Vector128.Sum(Spin<Vector128<float>, Fma128>(Vector128.Create(0.999f)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Spin<TVector, TFma>(TVector x)
        where TFma : IFma<TVector>
    {
        var (a0, a1, a2, a3, a4, a5) = (x, x, x, x, x, x);
        var (a6, a7, a8, a9, a10, a11) = (x, x, x, x, x, x);
        for (var i = 0; i < Iterations; i++)
        {
            a0 = TFma.MultiplyAdd(a0, x);
            a1 = TFma.MultiplyAdd(a1, x);
            a2 = TFma.MultiplyAdd(a2, x);
            a3 = TFma.MultiplyAdd(a3, x);
            a4 = TFma.MultiplyAdd(a4, x);
            a5 = TFma.MultiplyAdd(a5, x);
            a6 = TFma.MultiplyAdd(a6, x);
            a7 = TFma.MultiplyAdd(a7, x);
            a8 = TFma.MultiplyAdd(a8, x);
            a9 = TFma.MultiplyAdd(a9, x);
            a10 = TFma.MultiplyAdd(a10, x);
            a11 = TFma.MultiplyAdd(a11, x);
        }

        // Every accumulator counts, or the compiler would leave its chain out.
        var left = TFma.Add(TFma.Add(TFma.Add(a0, a1), TFma.Add(a2, a3)), TFma.Add(a4, a5));
        var right = TFma.Add(TFma.Add(TFma.Add(a6, a7), TFma.Add(a8, a9)), TFma.Add(a10, a11));
        return TFma.Add(left, right);
    }

    private interface IFma<TVector>
    {
        /// <summary>a·x + x.</summary>
        static abstract TVector MultiplyAdd(TVector a, TVector x);

        static abstract TVector Add(TVector a, TVector b);
    }

    private readonly struct Fma512 : IFma<Vector512<float>>
    {
        public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> x) => Vector512.FusedMultiplyAdd(a, x, x);

        public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;
    }

    private readonly struct Fma256 : IFma<Vector256<float>>
    {
        public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> x) => Vector256.FusedMultiplyAdd(a, x, x);

        public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;
    }

    private readonly struct Fma128 : IFma<Vector128<float>>
    {
        public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> x) => Vector128.FusedMultiplyAdd(a, x, x);

        public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;
    }
}
