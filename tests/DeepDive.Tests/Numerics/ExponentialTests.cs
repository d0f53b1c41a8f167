using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

public class ExponentialTests
{
    [Fact]
    public void Values_agree_with_the_exponential_in_double()
    {
        for (var x = 0f; x > -87.3f; x -= 0.00371f)
        {
            var expected = Math.Exp(x);
            Assert.Equal(expected, Exponential.OfNegative(Vector.Create(x))[0], 2e-7 * expected);
            Assert.Equal(expected, Exponential.OfNegative(Vector.Create((double)x))[0], 1e-14 * expected);
        }
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-1e-30f, 1f)]
    [InlineData(-88f, 0f)]
    [InlineData(-1e30f, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.NaN, float.NaN)]
    public void The_ends_of_the_range_are_exact(float x, float expected) => Assert.Equal(expected, Exponential.OfNegative(Vector.Create(x))[0]);
}
