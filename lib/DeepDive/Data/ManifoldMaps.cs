using System.Buffers;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Draws the maps from a hidden manifold's latents to its inputs. Legend: d latents, D inputs.</summary>
internal static class ManifoldMaps
{
    public static LatentMap Create(HiddenManifoldOptions options, RandomStream random)
    {
        // 1/√d is part of F here, so that a row costs d vector operations and its map.
        var features = Normal(random.Split("features"), options.Latents, options.Inputs, 1 / Math.Sqrt(options.Latents));
        if (options.Map == ManifoldMap.TwoLayer) return TwoLayer(features, options, random);
        return (latents, inputs) =>
        {
            Project(latents, features, inputs);
            Apply(options.Map, inputs);
        };
    }

    private static LatentMap TwoLayer(Matrix<float> features, HiddenManifoldOptions options, RandomStream random)
    {
        var (width, gain, phase) = (options.Inputs, (float)options.Gain, random.Split("phases"));
        var phases = new float[width];
        foreach (ref var value in phases.AsSpan()) value = (float)phase.NextUniform(0, 2 * Math.PI);
        var mixing = Normal(random.Split("mixing"), width, width, 1 / Math.Sqrt(width * (1 - Math.Exp(-options.Gain * options.Gain))));
        return (latents, inputs) =>
        {
            var hidden = ArrayPool<float>.Shared.Rent(width);
            var layer = hidden.AsSpan(0, width);
            Project(latents, features, layer);
            // sin(gu + b) − sin b as a product, which keeps its digits where g is small.
            for (var j = 0; j < width; j++) layer[j] = 2 * MathF.Cos(phases[j] + gain / 2 * layer[j]) * MathF.Sin(gain / 2 * layer[j]);
            Project(layer, mixing, inputs);
            ArrayPool<float>.Shared.Return(hidden);
        };
    }

    private static Matrix<float> Normal(RandomStream random, int rows, int columns, double scale)
    {
        var result = Require.Inputs(rows, columns);
        foreach (ref var value in result.AsSpan()) value = (float)(scale * random.NextNormal());
        return result;
    }

    // to [columns] = from [rows] · matrix [rows, columns]
    private static void Project(ReadOnlySpan<float> from, Matrix<float> matrix, Span<float> to)
    {
        to.Clear();
        for (var k = 0; k < from.Length; k++) TensorPrimitives.MultiplyAdd(matrix.Row(k), from[k], to, to);
    }

    private static void Apply(ManifoldMap map, Span<float> values)
    {
        switch (map)
        {
            case ManifoldMap.Sigmoid: TensorPrimitives.Sigmoid(values, values); break;
            case ManifoldMap.Tanh: TensorPrimitives.Tanh(values, values); break;
            case ManifoldMap.ReLU: TensorPrimitives.Max(values, 0, values); break;
            default: break;
        }
    }
}
