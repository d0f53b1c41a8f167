using DeepDive.Tests.Models;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

/// <summary>Updates of a vector longer than one block against one-element-at-a-time formulas.</summary>
public class OptimiserTests
{
    private const int Length = 2500;
    private const int Steps = 4;

    [Fact]
    public void Sgd_follows_its_formula_in_every_block()
    {
        var velocity = new double[Length];
        Agrees(new Sgd(0.1, Momentum: 0.9, WeightDecay: 0.01), (step, i, theta, gradient) =>
        {
            velocity[i] = 0.9 * velocity[i] + gradient + 0.01 * theta;
            return theta - 0.1 * velocity[i];
        });
    }

    [Fact]
    public void Adam_follows_its_formula_in_every_block()
    {
        var (mean, meanSquare) = (new double[Length], new double[Length]);
        Agrees(new Adam(0.1, WeightDecay: 0.01, Beta1: 0.8, Beta2: 0.95, Epsilon: 1e-3), (step, i, theta, gradient) =>
        {
            gradient += 0.01 * theta;
            mean[i] = 0.8 * mean[i] + 0.2 * gradient;
            meanSquare[i] = 0.95 * meanSquare[i] + 0.05 * gradient * gradient;
            return theta - 0.1 * mean[i] / (1 - Math.Pow(0.8, step)) / (Math.Sqrt(meanSquare[i] / (1 - Math.Pow(0.95, step))) + 1e-3);
        });
    }

    private static void Agrees(Optimiser optimiser, Func<int, int, double, double, double> update)
    {
        var values = TestData.Normal<double>(1 + Steps, Length, seed: 1);
        var parameters = values.Row(0).ToArray();
        var expected = values.Row(0).ToArray();
        var state = optimiser.Start<double>(Length);
        for (var step = 1; step <= Steps; step++)
        {
            for (var i = 0; i < Length; i++) expected[i] = update(step, i, expected[i], values[step, i]);
            state.Step(parameters, values.Row(step).ToArray());
        }

        for (var i = 0; i < Length; i++) Assert.Equal(expected[i], parameters[i], 1e-12);
    }
}
