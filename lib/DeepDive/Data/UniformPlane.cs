using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Labelled points drawn uniformly from [−1, 1]².</summary>
internal static class UniformPlane
{
    public static DataSet Draw(string name, int count, ulong seed, double labelNoise, Func<ReadOnlySpan<float>, int> labelAt, IReadOnlyDictionary<string, string> parameters)
    {
        Require.AtLeast(1, count, "the number of rows", "3000 are usual");
        Require.Share(labelNoise, "label noise", "0 means none");
        var random = new RandomStream(seed);
        var (points, labels) = (DrawPoints(random.Split("points"), count), new int[count]);
        var flipped = RowChoice.Draw(random.Split("flips"), count, labelNoise);
        for (var i = 0; i < count; i++)
        {
            var label = labelAt(points.Row(i));
            labels[i] = flipped[i] ? 1 - label : label;
        }

        return new DataSet(name, points, labels, classCount: 2)
        {
            ClassNames = ["y = −1", "y = +1"],
            Latents = points,
            LatentNames = ["x₁", "x₂"],
            LatentMap = (latents, inputs) => latents.CopyTo(inputs),
            Seed = seed,
            Parameters = parameters,
        };
    }

    private static Matrix<float> DrawPoints(RandomStream random, int count)
    {
        var points = Require.Inputs(count, 2);
        foreach (ref var value in points.AsSpan()) value = (float)random.NextUniform(-1, 1);
        return points;
    }
}
