using DeepDive.Analysis;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

public class OrderStatisticTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(1031)]
    [InlineData(1032)]
    [InlineData(1039)]
    [InlineData(4103)]
    [InlineData(50_001)]
    public void Ranks_are_those_of_the_sorted_values(int count)
    {
        var random = new RandomStream((ulong)count);
        double[][] cases =
        [
            [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())],
            [.. Enumerable.Range(0, count).Select(i => (double)i)],
            [.. Enumerable.Range(0, count).Select(_ => (double)random.NextIndex(3))],
            [.. Enumerable.Range(0, count).Select(_ => Math.Max(0, random.NextNormal()))],
            [.. Enumerable.Repeat(4.0, count)],
        ];
        foreach (var values in cases)
        {
            double[] sorted = [.. values.Order()];
            foreach (var low in new[] { 0, count / 4, (count - 1) / 2, count / 2, count - 1 })
            {
                var high = Math.Min(low + 1, count - 1);
                Assert.Equal(sorted[low], OrderStatistic.MeanOfRanks<double>(values, low, low));
                Assert.Equal((sorted[low] + sorted[high]) / 2, OrderStatistic.MeanOfRanks<double>(values, low, high));
                Assert.Equal((float)sorted[low], OrderStatistic.MeanOfRanks<float>(Array.ConvertAll(values, value => (float)value), low, low));
            }
        }
    }
}
