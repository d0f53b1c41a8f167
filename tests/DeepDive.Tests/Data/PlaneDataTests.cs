using DeepDive.Data;

namespace DeepDive.Tests.Data;

public class PlaneDataTests
{
    [Fact]
    public void The_disk_covers_half_of_the_square()
    {
        var data = Disk.Generate(new() { Count = 10_000 });
        Assert.InRange(data.Labels.Sum(), 4800, 5200); // four standard deviations
        Assert.All(Enumerable.Range(0, data.Count), i => Assert.Equal(Norm(data, i) < Math.Sqrt(2 / Math.PI) ? 1 : 0, data.Labels[i]));
    }

    [Fact]
    public void The_half_flip_changes_the_disks_classes_where_x2_is_positive_and_only_there()
    {
        var (whole, half) = (Disk.Generate(new()), Disk.Generate(new() { HalfFlip = true }));
        Assert.Equal(whole.Inputs.AsSpan(), half.Inputs.AsSpan());
        Assert.All(Enumerable.Range(0, whole.Count), i => Assert.Equal(whole.Inputs[i, 1] > 0, whole.Labels[i] != half.Labels[i]));
    }

    [Theory]
    [InlineData(0.5f, -0.5f, 1, 1)] // inside the lower right circle
    [InlineData(0.5f, -0.5f, 2, 0)] // which variant 2 does not have
    [InlineData(-0.5f, -0.5f, 1, 0)]
    [InlineData(-0.5f, -0.5f, 2, 1)]
    [InlineData(-0.5f, 0.5f, 1, 0)] // inside the upper left circle of both
    [InlineData(-0.5f, 0.5f, 2, 0)]
    [InlineData(0.5f, 0.5f, 1, 1)]
    [InlineData(-0.5f, 0.79f, 1, 0)] // just inside radius 0.3
    [InlineData(-0.5f, 0.81f, 1, 1)] // just outside
    public void Yin_yang_reverses_the_sign_of_x2_inside_its_circles(float x1, float x2, int variant, int expected) =>
        Assert.Equal(expected, YinYang.LabelAt([x1, x2], variant));

    [Fact]
    public void Yin_yang_changes_class_under_its_variants_reflection()
    {
        var data = YinYang.Generate(new());
        for (var i = 0; i < data.Count; i++)
        {
            var (x1, x2) = (data.Inputs[i, 0], data.Inputs[i, 1]);
            Assert.NotEqual(YinYang.LabelAt([x1, x2], 1), YinYang.LabelAt([-x1, -x2], 1));
            Assert.NotEqual(YinYang.LabelAt([x1, x2], 2), YinYang.LabelAt([x1, -x2], 2));
        }
    }

    [Fact]
    public void Label_noise_flips_exactly_its_share_of_rows()
    {
        var (clean, noisy) = (YinYang.Generate(new()), YinYang.Generate(new() { LabelNoise = 0.1 }));
        Assert.Equal(300, clean.Labels.Zip(noisy.Labels).Count(pair => pair.First != pair.Second));
        var (disk, noisyDisk) = (Disk.Generate(new()), Disk.Generate(new() { LabelNoise = 0.25 }));
        Assert.Equal(750, disk.Labels.Zip(noisyDisk.Labels).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void Points_fill_the_square_and_are_their_own_latents()
    {
        var data = YinYang.Generate(new() { Count = 10_000 });
        Assert.All(data.Inputs.AsSpan().ToArray(), value => Assert.InRange(value, -1, 1));
        Assert.Equal(0, data.Inputs.Column(0).Average(), 0.024); // four standard errors
        Assert.Equal(data.Inputs.AsSpan(), data.Latents!.AsSpan());
        Assert.Equal(data.Inputs.AsSpan(), YinYang.Generate(new() { Count = 10_000 }).Inputs.AsSpan());
        Assert.NotEqual(data.Inputs.Column(0), YinYang.Generate(new() { Count = 10_000, Seed = 3 }).Inputs.Column(0));
    }

    [Fact]
    public void Plane_options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => YinYang.Generate(new() { Variant = 3 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => YinYang.Generate(new() { LabelNoise = 1.5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Disk.Generate(new() { Count = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => PlaneGrid.Points(1));
        Assert.Throws<ArgumentException>(() => PlaneGrid.Points(3, 1, 1));
    }

    [Fact]
    public void A_grid_holds_both_ends_and_its_rows_make_an_image()
    {
        var grid = PlaneGrid.Points();
        Assert.Equal((3600, 2), (grid.Rows, grid.Columns));
        Assert.Equal([-1, -1], grid.Row(0).ToArray());
        Assert.Equal([1, 1], grid.Row(3599).ToArray());
        Assert.Equal([1, -1], grid.Row(59).ToArray());
        Assert.Equal([-1, 1], PlaneGrid.Points(3).Row(6).ToArray());
    }

    private static double Norm(DataSet data, int row) => Math.Sqrt((double)data.Inputs[row, 0] * data.Inputs[row, 0] + (double)data.Inputs[row, 1] * data.Inputs[row, 1]);
}
