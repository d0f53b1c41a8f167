using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Tests.Data;

public class PixelStatisticsTests
{
    [Fact]
    public void A_rectangle_has_the_mean_contrast_ink_centroid_and_extent_it_was_drawn_with()
    {
        // Rows 4…11 and columns 8…23 of 32 × 32: the middle lies at (15.5, 7.5).
        var image = Draw(32, 32, (row, column) => row is >= 4 and < 12 && column is >= 8 and < 24 ? 0.8f : 0);
        var share = 8 * 16 / 1024.0;
        AssertColumn(0.8 * share, image, "mean intensity");
        AssertColumn(0.8 * Math.Sqrt(share * (1 - share)), image, "contrast");
        AssertColumn(share, image, "ink");
        AssertColumn(0, image, "centroid x");
        AssertColumn(1 - 2 * 7.5 / 31, image, "centroid y");
        AssertColumn(0.5, image, "extent x");
        AssertColumn(0.25, image, "extent y");

        // Evenly spread over k pixels, a coordinate has variance (k² − 1)/12 in pixels; one is 2/31 long.
        var (across, up) = ((16 * 16 - 1) / 12.0, (8 * 8 - 1) / 12.0);
        AssertColumn(2.0 / 31 * Math.Sqrt(across + up), image, "spread");
        AssertColumn((across - up) / (across + up), image, "ellipticity 1");
        AssertColumn(0, image, "ellipticity 2");
        AssertColumn(1, image, "symmetry left–right");
        AssertColumn(0, image, "symmetry up–down");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(45)]
    [InlineData(100)]
    [InlineData(170)]
    public void Half_the_ellipticitys_angle_is_the_ellipses_and_half_a_turn_more_changes_nothing(double degrees)
    {
        var (image, turned) = (Ellipse(degrees), Ellipse(degrees + 180));
        var angle = Math.Atan2(Column(image, "ellipticity 2"), Column(image, "ellipticity 1")) / 2 * 180 / Math.PI;
        Assert.Equal(0, Math.IEEERemainder(angle - degrees, 180), 0.3);

        // Semi-axes 2 : 1, (4 − 1) / (4 + 1).
        Assert.Equal(0.6, Math.Sqrt(Math.Pow(Column(image, "ellipticity 1"), 2) + Math.Pow(Column(image, "ellipticity 2"), 2)), 5e-3);
        foreach (var name in PixelStatistics.Names) Assert.Equal(Column(image, name), Column(turned, name), 1e-5);
    }

    [Fact]
    public void A_shift_moves_the_centroid_alone()
    {
        var middle = Draw(33, 33, (row, column) => IsInside(row - 16, column - 16) ? 1 : 0);
        var shifted = Draw(33, 33, (row, column) => IsInside(row - 11, column - 19) ? 1 : 0);
        string[] moves = ["centroid x", "centroid y", "symmetry left–right", "symmetry up–down"];
        foreach (var name in PixelStatistics.Names.Except(moves)) Assert.Equal(Column(middle, name), Column(shifted, name), 1e-5);
        Assert.Equal(3 * 2.0 / 32, Column(shifted, "centroid x") - Column(middle, "centroid x"), 1e-5);
        Assert.Equal(5 * 2.0 / 32, Column(shifted, "centroid y") - Column(middle, "centroid y"), 1e-5);

        static bool IsInside(int down, int right) => Math.Abs(down) + Math.Abs(right) < 6;
    }

    [Fact]
    public void Ink_counts_from_half_the_brightest_pixel_on()
    {
        var image = Draw(4, 5, (row, column) => (row, column) switch { (0, 0) => 0.4f, (1, 2) => 0.2f, (3, 3) => 0.19f, _ => 0 });
        AssertColumn(2 / 20.0, image, "ink");
        AssertColumn(3 / 5.0, image, "extent x");
        AssertColumn(2 / 4.0, image, "extent y");
    }

    [Fact]
    public void A_black_image_and_a_single_pixel_are_defined()
    {
        var black = PixelStatistics.Of(new Matrix<float>(1, 12), 3, 4);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1], black.Row(0).ToArray());
        var pixel = Draw(5, 5, (row, column) => row == 0 && column == 4 ? 0.1f : 0);
        AssertColumn(1, pixel, "centroid x");
        AssertColumn(1, pixel, "centroid y");
        AssertColumn(0, pixel, "spread");
        AssertColumn(0, pixel, "ellipticity 1");
    }

    [Fact]
    public void Images_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PixelStatistics.Of(new Matrix<float>(2, 12), 3, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => PixelStatistics.Of(new Matrix<float>(2, 12), 1, 12));
        var broken = new Matrix<float>(2, 12);
        broken[1, 3] = -0.1f;
        Assert.Contains("image 1", Assert.Throws<ArgumentException>(() => PixelStatistics.Of(broken, 3, 4)).Message, StringComparison.Ordinal);
        broken[1, 3] = float.NaN;
        Assert.Throws<ArgumentException>(() => PixelStatistics.Of(broken, 3, 4));
    }

    /// <summary>An ellipse with semi-axes 73.3 and 36.65 pixels (no pixel lies on its edge), its long axis turned anticlockwise from the right.</summary>
    private static DrawnImage Ellipse(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return Draw(201, 201, (row, column) =>
        {
            var (x, y) = (column - 100, 100 - row);
            var (along, across) = ((x * cos + y * sin) / 73.3, (y * cos - x * sin) / 36.65);
            return along * along + across * across < 1 ? 1 : 0;
        });
    }

    private static DrawnImage Draw(int height, int width, Func<int, int, float> intensity)
    {
        var pixels = new Matrix<float>(1, height * width);
        for (var p = 0; p < pixels.Columns; p++) pixels[0, p] = intensity(p / width, p % width);
        return new DrawnImage(pixels, height, width);
    }

    private static double Column(DrawnImage image, string name) =>
        PixelStatistics.Of(image.Pixels, image.Height, image.Width)[0, PixelStatistics.Names.ToList().IndexOf(name)];

    private static void AssertColumn(double expected, DrawnImage image, string name) => Assert.Equal(expected, Column(image, name), 1e-5);

    private sealed record DrawnImage(Matrix<float> Pixels, int Height, int Width);
}
