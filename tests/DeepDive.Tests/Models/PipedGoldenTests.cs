using System.Text.Json;
using DeepDive.Models;
using DeepDive.Numerics;
using DeepDive.Training;

namespace DeepDive.Tests.Models;

/// <summary>Piped networks and Jacobian products against PyTorch's forward mode and autograd (Golden/piped.py).</summary>
public class PipedGoldenTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 7)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_gradient_and_Jacobian_product_agree_with_PyTorch(int number)
    {
        var golden = Read()[number];
        var network = Mlp.Create<double>(golden.Inputs[0].Length, golden.Depth, golden.Width, golden.Outputs, Enum.Parse<Activation>(golden.Activation), new RandomStream(0));
        golden.Initial.CopyTo(network.Parameters);
        var piped = new PipedNetwork<double>(network, golden.Boundary);
        golden.Parameters.CopyTo(piped.Parameters);
        var x = Matrix<double>.FromRows(golden.Inputs);
        var logits = piped.Forward(x);
        AssertEqual([.. golden.Logits.SelectMany(row => row)], logits.AsSpan());

        CrossEntropy.Measure(logits, golden.Labels, logits);
        AssertEqual(golden.Gradient, piped.Gradient(x, logits).Values);

        var direction = network.CreateGradient();
        for (var p = 0; p < direction.Values.Length; p++) direction.Values[p] = golden.Parameters[p] - golden.Initial[p];
        AssertEqual([.. golden.Product.SelectMany(row => row)], Jacobian.Times(network, x, direction).AsSpan());
    }

    private static void AssertEqual(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12 * Math.Max(1, Math.Abs(expected[i])));
    }

    private static Case[] Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "piped.json"));
        return JsonSerializer.Deserialize<Case[]>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Case(
        string Activation, int Boundary, int Depth, int Width, int Outputs, double[][] Inputs, int[] Labels,
        double[] Initial, double[] Parameters, double[][] Logits, double[] Gradient, double[][] Product);
}
