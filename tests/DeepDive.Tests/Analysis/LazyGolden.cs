using System.Text.Json;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

/// <summary>Lazy training and latent responses by NumPy (Golden/lazy.py), of the networks of Golden/ntk.json.</summary>
internal static class LazyGolden
{
    public static File Read() => Read<File>("lazy.json");

    public static (Network<double> Network, Matrix<double> Inputs) Network(int number)
    {
        var golden = Read<Case[]>("ntk.json")[number];
        var network = Mlp.Create<double>(golden.Inputs[0].Length, golden.Depth, golden.Width, golden.Outputs, Enum.Parse<Activation>(golden.Activation), new RandomStream(0));
        golden.Parameters.CopyTo(network.Parameters);
        return (network, Matrix<double>.FromRows(golden.Inputs));
    }

    private static TContent Read<TContent>(string name)
    {
        using var stream = System.IO.File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", name));
        return JsonSerializer.Deserialize<TContent>(stream, JsonSerializerOptions.Web)!;
    }

    public sealed record File(Training[] Lazy, Latents Latent);

    public sealed record Training(int[] Labels, double Rate, int[] Steps, double[][][] Outputs, double[][] Limit);

    public sealed record Latents(int[] Labels, double[] Values, double[] Responses);

    private sealed record Case(double[][] Inputs, int Depth, int Width, int Outputs, string Activation, double[] Parameters);
}
