using DeepDive.Data;
using DeepDive.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace DeepDive.Tests.Data;

public class SplitsTests
{
    [Fact]
    public void Parts_are_disjoint_and_complete_whatever_the_count_and_the_shares()
    {
        var cases = from count in Gen.Choose(10, 300)
                    from train in Gen.Choose(20, 70)
                    from validation in Gen.Choose(10, 20)
                    from seed in Gen.Choose(0, 1000)
                    select (count, train / 100.0, validation / 100.0, (ulong)seed);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var (count, train, validation, seed) = given;
            var (fitted, chosen, scored) = Rows(Numbered(count), train, validation, seed);
            return fitted.Concat(chosen).Concat(scored).Order().SequenceEqual(Enumerable.Range(0, count))
                && Math.Abs(fitted.Length - count * train) <= 0.5 + 1e-9 && Math.Abs(chosen.Length - count * validation) <= 0.5 + 1e-9;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_defaults_are_60_20_20()
    {
        var split = Splits.Random(Numbered(2000));
        Assert.Equal((1200, 400, 400), (split.Train.Count, split.Validation.Count, split.Test.Count));
    }

    [Fact]
    public void The_same_seed_gives_the_same_parts_and_another_seed_others()
    {
        var data = Numbered(100);
        Assert.Equal(Rows(data, 0.6, 0.2, 7).Train, Rows(data, 0.6, 0.2, 7).Train);
        Assert.NotEqual(Rows(data, 0.6, 0.2, 7).Train, Rows(data, 0.6, 0.2, 8).Train);
    }

    [Fact]
    public void Parts_keep_latents_groups_names_and_map()
    {
        var data = CoreSpurious.Generate(new());
        var part = Splits.Random(data).Test;
        Assert.Equal(part.Count, part.Groups!.Length);
        Assert.Equal(part.Inputs.AsSpan(), part.WithLatents(part.Latents!).Inputs.AsSpan());
        Assert.Equal((data.GroupNames, data.ClassNames, data.LatentNames), (part.GroupNames, part.ClassNames, part.LatentNames));
    }

    [Theory]
    [InlineData(100, 0.8, 0.2)]
    [InlineData(100, 1.5, 0.2)]
    [InlineData(100, 0.5, -0.2)]
    [InlineData(100, double.NaN, 0.2)]
    [InlineData(100, 0.0, 0.2)]
    [InlineData(2, 0.6, 0.2)]
    public void Shares_that_leave_a_part_without_rows_are_refused(int count, double train, double validation) =>
        Assert.ThrowsAny<ArgumentException>(() => Splits.Random(Numbered(count), train, validation));

    private static DataSet Numbered(int count)
    {
        var inputs = new Matrix<float>(count, 1);
        for (var i = 0; i < count; i++) inputs[i, 0] = i;
        return new DataSet("numbered", inputs, new int[count], 1);
    }

    private static (int[] Train, int[] Validation, int[] Test) Rows(DataSet data, double train, double validation, ulong seed)
    {
        var split = Splits.Random(data, train, validation, seed);
        return (Of(split.Train), Of(split.Validation), Of(split.Test));

        static int[] Of(DataSet part) => [.. part.Inputs.Column(0).Select(value => (int)value)];
    }
}
