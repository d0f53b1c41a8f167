using DeepDive.Figures;

namespace DeepDive.Tests.Figures;

public class ColoursTests
{
    [Fact]
    public void Points_of_up_to_sixteen_classes_differ_in_colour_or_symbol()
    {
        var data = System.Text.Json.Nodes.JsonNode.Parse(Figure.Scatter("t", "x", "y", Points.Of(new double[16], new double[16], [.. Enumerable.Range(0, 16)])).ToJson())!["data"]!.AsArray();
        Assert.Equal(16, data.Select(trace => (trace!["marker"]!["color"]!.GetValue<string>(), trace["marker"]!["symbol"]!.GetValue<string>())).Distinct().Count());
    }

    // Dark page: #16181D.
    private const double WhitePage = 1, DarkPage = 0.0092;

    [Fact]
    public void The_first_five_categories_have_the_contrast_of_graphics_on_white_and_on_dark() =>
        Assert.All(Colours.Categories[..5], colour => Assert.True(Contrast(colour, WhitePage) >= 3 && Contrast(colour, DarkPage) >= 3, colour));

    [Fact]
    public void Depths_read_on_white_and_on_dark_and_grow_lighter()
    {
        var depths = Enumerable.Range(0, 16).Select(i => Colours.Of(Palette.Ordered, i, 16)).ToArray();
        Assert.All(depths, colour => Assert.True(Contrast(colour, WhitePage) >= 2.2 && Contrast(colour, DarkPage) >= 2.5, colour));
        Assert.Equal(depths.Order(Comparer<string>.Create((a, b) => Luminance(a).CompareTo(Luminance(b)))), depths);
    }

    [Fact]
    public void The_arms_of_the_diverging_map_are_equally_light() =>
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(Luminance(Colours.Diverging[i]), Luminance(Colours.Diverging[8 - i]), 0.03));

    [Fact]
    public void Two_styles_differ_in_more_than_colour()
    {
        var styles = Enumerable.Range(0, 8).Select(i => Style.Of(Palette.Categories, i, 8)).ToArray();
        Assert.Equal(8, styles.Select(style => (style.Dash, style.Symbol)).Distinct().Count());
    }

    // Relative luminance and contrast of WCAG 2.
    private static double Luminance(string colour)
    {
        static double Linear(int part) => part / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        var (red, green, blue) = Colours.Parse(colour);
        return 0.2126 * Linear(red) + 0.7152 * Linear(green) + 0.0722 * Linear(blue);
    }

    private static double Contrast(string colour, double page) => Luminance(colour) is var own && own > page ? (own + 0.05) / (page + 0.05) : (page + 0.05) / (own + 0.05);
}
