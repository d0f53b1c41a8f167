using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Tests.Models;

/// <summary>Explicit Jacobians of small networks.</summary>
internal static class Jacobians
{
    /// <summary>∂f_o(x_n)/∂θ by backpropagation of each output of each row, [n·k, P]; or of one output, [n, P].</summary>
    public static Matrix<double> Explicit(Network<double> network, Matrix<double> x, int? output = null)
    {
        int[] outputs = output is { } only ? [only] : [.. Enumerable.Range(0, network.OutputCount)];
        var jacobian = new Matrix<double>(x.Rows * outputs.Length, network.Parameters.Length);
        var pass = new ForwardPass<double>(network, 1);
        var gradient = network.CreateGradient();
        for (var row = 0; row < jacobian.Rows; row++)
        {
            network.Forward(x.RowRange(row / outputs.Length, 1), pass);
            var delta = new Matrix<double>(1, network.OutputCount);
            delta[0, outputs[row % outputs.Length]] = 1;
            network.Backward(pass, delta, gradient);
            gradient.Values.CopyTo(jacobian.Row(row));
        }

        return jacobian;
    }

    /// <summary>A direction or point of normal numbers, laid out as the parameters.</summary>
    public static ParameterVector<T> Normal<T>(Network<T> network, ulong seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed);
        var vector = network.CreateGradient();
        foreach (ref var value in vector.Values) value = T.CreateTruncating(random.NextNormal());
        return vector;
    }
}
