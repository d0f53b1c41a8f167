using System.Text.Json;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

/// <summary>Networks and their tangent kernels by PyTorch's explicit Jacobians (Golden/ntk.py).</summary>
internal sealed record NtkGolden(
    double[][] Inputs, int Depth, int Width, int Outputs, string Activation, double[] Parameters, double[][] Full, double[][][] Layerwise)
{
    public static NtkGolden[] Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "ntk.json"));
        return JsonSerializer.Deserialize<NtkGolden[]>(stream, JsonSerializerOptions.Web)!;
    }

    public (Network<double> Network, Matrix<double> Inputs) Network()
    {
        var network = Mlp.Create<double>(Inputs[0].Length, Depth, Width, Outputs, Enum.Parse<Activation>(Activation), new RandomStream(0));
        Parameters.CopyTo(network.Parameters);
        return (network, Matrix<double>.FromRows(Inputs));
    }
}
