using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Divides data into rows to fit on, to choose on and to score on.</summary>
public static class Splits
{
    /// <summary>A random division: round(n · train) rows, round(n · validation) rows, and all others to test.</summary>
    /// <param name="data">n rows.</param>
    /// <param name="train">Share of rows to fit on, in (0, 1).</param>
    /// <param name="validation">Share of rows to choose on, in (0, 1); train + validation &lt; 1.</param>
    /// <param name="seed">Seed of the order; the same data, shares and seed give the same parts.</param>
    /// <exception cref="ArgumentException">A share makes no sense, or a part would be empty.</exception>
    public static DataSplit Random(DataSet data, double train = 0.6, double validation = 0.2, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.Share(train, "the share of training rows", "0.6 is usual");
        Require.Share(validation, "the share of validation rows", "0.2 is usual");
        if (train + validation >= 1)
            throw new ArgumentException(FormattableString.Invariant($"train + validation must be below 1, but was {train} + {validation}; leave rows to test on, such as 0.6 + 0.2"));
        var (trainCount, validationCount) = (Part(data.Count, train), Part(data.Count, validation));
        var testCount = data.Count - trainCount - validationCount;
        if (trainCount < 1 || validationCount < 1 || testCount < 1)
            throw new ArgumentException($"every part must have a row, but {data.Count} rows give {trainCount} to train, {validationCount} to validation and {testCount} to test; use more rows or larger shares", nameof(data));
        var order = new RandomStream(seed).Split("split").Permutation(data.Count).AsSpan();
        return new DataSplit(
            data.Take(order[..trainCount]),
            data.Take(order.Slice(trainCount, validationCount)),
            data.Take(order[(trainCount + validationCount)..]));
    }

    private static int Part(int count, double share) => (int)Math.Round(count * share, MidpointRounding.AwayFromZero);
}
