using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

/// <summary>Against the framework in float64: log(1 + x) = 2 artanh(x / (2 + x)) up to 1, where 1 + x would lose digits.</summary>
public class LogarithmTests
{
    [Fact]
    public void A_share_s_logarithm_agrees_with_the_framework()
    {
        foreach (var x in Numbers(mostExponent: 0))
        {
            Assert.Equal(1, Logarithm.OfOnePlusShare(Vector.Create((float)x))[0] / Expected(x), 2e-7);
            Assert.Equal(1, Logarithm.OfOnePlusShare(Vector.Create(x))[0] / Expected(x), 1e-14);
        }
    }

    [Fact]
    public void Any_number_s_logarithm_agrees_with_the_framework()
    {
        foreach (var x in Numbers(mostExponent: 12))
        {
            Assert.Equal(1, Logarithm.OfOnePlus(Vector.Create((float)x), Vector.Create(1 + (float)x))[0] / Expected(x), 3e-7);
            Assert.Equal(1, Logarithm.OfOnePlus(Vector.Create(x), Vector.Create(1 + x))[0] / Expected(x), 1e-14);
        }
    }

    [Fact]
    public void Nothing_stays_nothing_and_what_is_not_a_number_stays_so()
    {
        NothingStays<float>();
        NothingStays<double>();
    }

    private static void NothingStays<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(Vector<T>.Zero, Logarithm.OfOnePlusShare(Vector<T>.Zero));
        Assert.Equal(Vector<T>.Zero, Logarithm.OfOnePlus(Vector<T>.Zero, Vector<T>.One));
        Assert.True(T.IsNaN(Logarithm.OfOnePlusShare(Vector.Create(T.NaN))[0]));
        Assert.True(T.IsNaN(Logarithm.OfOnePlus(Vector.Create(T.NaN), Vector.Create(T.NaN))[0]));
    }

    // Float numbers of every exponent up to the given one.
    private static IEnumerable<double> Numbers(int mostExponent) =>
        from exponent in Enumerable.Range(-60, 61 + mostExponent)
        from mantissa in Enumerable.Range(128, 129)
        select Math.ScaleB(mantissa / 256.0, exponent);

    private static double Expected(double x) => x <= 1 ? 2 * Math.Atanh(x / (2 + x)) : Math.Log(1 + x);
}
