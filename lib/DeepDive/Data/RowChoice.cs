using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Rows chosen without replacement, so that a share of p is met exactly and not on average.</summary>
internal static class RowChoice
{
    /// <summary>Whether each of n rows is chosen; exactly round(n · share) are.</summary>
    public static bool[] Draw(RandomStream random, int count, double share)
    {
        var chosen = new bool[count];
        var number = (int)Math.Round(count * share, MidpointRounding.AwayFromZero);
        foreach (var row in random.Permutation(count).AsSpan(0, number)) chosen[row] = true;
        return chosen;
    }
}
