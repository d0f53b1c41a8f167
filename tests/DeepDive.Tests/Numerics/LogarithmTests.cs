using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

public class LogarithmTests
{
    [Fact]
    public void All_of_the_range_agrees_with_the_framework()
    {
        for (var exponent = -60; exponent <= 0; exponent++)
        {
            for (var mantissa = 0.5; mantissa <= 1; mantissa += 1.0 / 256)
            {
                var x = Math.ScaleB(mantissa, exponent);
                Assert.Equal(1, Logarithm.OfOnePlus(Vector.Create((float)x))[0] / (2 * Math.Atanh(x / (2 + x))), 2e-7);
                Assert.Equal(1, Logarithm.OfOnePlus(Vector.Create(x))[0] / (2 * Math.Atanh(x / (2 + x))), 1e-14);
            }
        }
    }

    [Fact]
    public void Nothing_stays_nothing_and_what_is_not_a_number_stays_so()
    {
        Assert.Equal(Vector<float>.Zero, Logarithm.OfOnePlus(Vector<float>.Zero));
        Assert.Equal(Vector<double>.Zero, Logarithm.OfOnePlus(Vector<double>.Zero));
        Assert.True(float.IsNaN(Logarithm.OfOnePlus(Vector.Create(float.NaN))[0]));
        Assert.True(double.IsNaN(Logarithm.OfOnePlus(Vector.Create(double.NaN))[0]));
    }
}
