namespace DeepDive.Bench;

/// <summary>What would have been timed gives a wrong answer.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message)
{
    /// <summary>Throws unless every number is within a share of the largest expected one.</summary>
    public static void ThrowIfFar(string what, ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        if (expected.Length != actual.Length)
            throw new WrongAnswerException($"{what} gives {expected.Length} numbers, ours {actual.Length}");
        var scale = 0.0;
        foreach (var value in expected) scale = Math.Max(scale, Math.Abs(value));
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * scale))
                throw new WrongAnswerException(FormattableString.Invariant($"number {i} is {expected[i]:G7} by {what}, but ours is {actual[i]:G7}"));
        }
    }
}
