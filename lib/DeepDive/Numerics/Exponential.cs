using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>exp(x) of x ≤ 0, several times as fast in float as the framework's, which goes through double.</summary>
/// <remarks>
/// With x = n·ln 2 + r and |r| ≤ ln 2 / 2: exp(x) = 2ⁿ·exp(r), and exp(r) by its Taylor series up to r⁷/7!, whose remainder is
/// below 6e-9. In float: within 2e-7 of the true value, exactly 1 at 0, and 0 where the result would be subnormal. Not a
/// number stays so.
/// </remarks>
internal static class Exponential
{
    private const float Smallest = -87.3365f; // ln 2⁻¹²⁶
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the first has few enough digits for n times it to be exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Added and taken away again, it rounds to an integer, which is then found in the lowest bits.
    private const float Rounder = 12582912f; // 1.5 · 2²³
    private const int MantissaBits = 23;

    /// <summary>exp(x), for x ≤ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> OfNegative<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? OfNegative(x.As<T, float>()).As<float, T>()
        : Vector.Exp(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> OfNegative(Vector<float> x)
    {
        var shifted = Add(Vector.Create(Rounder), x, Log2E);
        var n = shifted - Vector.Create(Rounder);
        var r = Add(Add(x, n, -Ln2High), n, -Ln2Low);
        var series = Vector.Create(1f / 5040);
        series = Next(series, r, 1f / 720);
        series = Next(series, r, 1f / 120);
        series = Next(series, r, 1f / 24);
        series = Next(series, r, 1f / 6);
        series = Next(series, r, 1f / 2);
        series = Next(series, r, 1);
        series = Next(series, r, 1);
        var scaled = Vector.AsVectorSingle(Vector.AsVectorInt32(series) + (Vector.AsVectorInt32(shifted) << MantissaBits));
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(Smallest)), Vector<float>.Zero, scaled);
    }

    // sum + factor · constant
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Add(Vector<float> sum, Vector<float> factor, float constant) => Vector.MultiplyAddEstimate(factor, Vector.Create(constant), sum);

    // Horner's step
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Next(Vector<float> series, Vector<float> r, float coefficient) => Vector.MultiplyAddEstimate(series, r, Vector.Create(coefficient));
}
