using DeepDive.Analysis;
using DeepDive.Numerics;

namespace DeepDive.Bench.Workloads;

/// <summary>Loss and gradient of a probe by their definition, in float64: the twin that the fit is checked against.</summary>
internal static class PlainProbe
{
    /// <summary>Mean cross-entropy + λ/2 ‖W‖², and the largest element of its gradient by W and b; the probe must not standardise.</summary>
    public static (double Loss, double LargestGradient) Measure(LinearProbe probe, Matrix<float> x, int[] labels, int classes, double strength)
    {
        var weights = Weights(probe, x.Columns, classes);
        var logits = probe.Logits(x.To<double>());
        var gradient = new double[classes, x.Columns + 1];
        var loss = 0.0;
        for (var i = 0; i < x.Rows; i++) loss += AddRow(logits.Row(i), x.Row(i), labels[i], 1.0 / x.Rows, gradient);
        for (var c = 0; c < classes; c++)
        {
            for (var j = 0; j < x.Columns; j++)
            {
                loss += strength / 2 * weights[j, c] * weights[j, c];
                gradient[c, j] += strength * weights[j, c];
            }
        }

        return (loss, gradient.Cast<double>().Max(Math.Abs));
    }

    /// <summary>W [d, k], read off the logits of unit vectors.</summary>
    private static Matrix<double> Weights(LinearProbe probe, int features, int classes)
    {
        var units = new Matrix<double>(features, features);
        for (var j = 0; j < features; j++) units[j, j] = 1;
        var weights = probe.Logits(units);
        var biases = probe.Logits(new Matrix<double>(1, features));
        for (var j = 0; j < features; j++)
        {
            for (var c = 0; c < classes; c++) weights[j, c] -= biases[0, c];
        }

        return weights;
    }

    private static double AddRow(ReadOnlySpan<double> logits, ReadOnlySpan<float> x, int label, double share, double[,] gradient)
    {
        var sum = 0.0;
        foreach (var logit in logits) sum += Math.Exp(logit);
        for (var c = 0; c < logits.Length; c++)
        {
            var delta = share * (Math.Exp(logits[c]) / sum - (c == label ? 1 : 0));
            for (var j = 0; j < x.Length; j++) gradient[c, j] += delta * x[j];
            gradient[c, x.Length] += delta;
        }

        return share * (Math.Log(sum) - logits[label]);
    }
}
