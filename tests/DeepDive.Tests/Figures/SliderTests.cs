using System.Text.Json.Nodes;
using DeepDive.Figures;

namespace DeepDive.Tests.Figures;

public class SliderTests
{
    private static readonly double[] s_layers = [0, 1, 2];

    private static Figure Lines(double scale, Axis? y = null) => Figure.Lines("t", "layer", y ?? "rank",
        Series.OfRuns("trained", s_layers, [[scale, 2 * scale, 3 * scale], [scale, 2 * scale, 5 * scale]]), Series.Of("before", s_layers, [1, 1, 1]));

    private static JsonNode Parse(Figure figure) => JsonNode.Parse(figure.ToJson())!;

    [Fact]
    public void Every_position_has_its_traces_and_shows_those_alone()
    {
        var figure = Parse(Figure.Slider("Rank during training", "step", ("0", Lines(1)), ("10", Lines(2)), ("75", Lines(3))));
        var (data, slider) = (figure["data"]!.AsArray(), figure["layout"]!["sliders"]![0]!);
        Assert.Equal(9, data.Count); // a band and two lines at each
        Assert.Equal([6, 7, 8], Shown([.. data.Select(trace => trace!["visible"]!)]));
        Assert.Equal("[3,6,12]", data[7]!["y"]!.ToJsonString());
        Assert.Equal(["0", "10", "75"], slider["steps"]!.AsArray().Select(step => step!["label"]!.GetValue<string>()));
        Assert.Equal((2, "step "), (slider["active"]!.GetValue<int>(), slider["currentvalue"]!["prefix"]!.GetValue<string>()));
        for (var f = 0; f < 3; f++)
            Assert.Equal([3 * f, 3 * f + 1, 3 * f + 2], Shown([.. slider["steps"]![f]!["args"]![0]!["visible"]!.AsArray().Select(visible => visible!)]));

        // A hidden trace is in no legend, so each position lists its own.
        Assert.Equal(6, data.Count(trace => trace!["showlegend"]!.GetValue<bool>()));
    }

    [Fact]
    public void Axes_hold_what_every_position_reaches_and_colours_too()
    {
        var range = Parse(Figure.Slider("t", "step", ("0", Lines(1)), ("1", Lines(10))))["layout"]!["yaxis"]!["range"]!.AsArray().Select(end => end!.GetValue<double>()).ToArray();
        var highest = 40 + Math.Sqrt(200); // mean and sample sd of 30 and 50
        Assert.Equal([1 - 0.06 * (highest - 1), highest + 0.06 * (highest - 1)], range.Select(end => Math.Round(end, 3)), (a, b) => Math.Abs(a - b) < 0.01);

        Figure Heat(double value) => Figure.Heatmap("t", new[,] { { 1, value } }, ["a"], ["b", "c"], "rank");
        Assert.Equal(7, Parse(Figure.Slider("t", "step", ("0", Heat(7)), ("1", Heat(3))))["layout"]!["coloraxis"]!["cmax"]!.GetValue<double>());

        Figure Cloud(double reach) => Figure.Scatter("t", "x", "y", Points.Of([-reach, reach], [0, 1]));
        var across = Parse(Figure.Slider("t", "step", ("0", Cloud(1)), ("1", Cloud(5)), ("2", Cloud(2))))["layout"]!["xaxis"]!["range"]!;
        Assert.Equal("[-5.4,5.4]", across.ToJsonString());
    }

    [Fact]
    public void Panels_can_stand_in_each_position_and_the_table_has_them_all()
    {
        Figure Two(double scale) => Figure.Panels("t", 2, Lines(scale) with { Title = "left" }, Lines(2 * scale) with { Title = "right" });
        var figure = Figure.Slider("t", "step", ("0", Two(1)), ("1", Two(2)));
        Assert.Equal(12, Parse(figure)["data"]!.AsArray().Count);
        Assert.Equal(["step", "panel"], figure.Numbers.Columns.Take(2));
        Assert.Equal(24, figure.Numbers.Rows.Count);
        Assert.Contains("The slider sets the step: 0, 1; at the last: Values from", figure.AltText, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_that_do_not_match_are_refused()
    {
        void Refused(string says, params (string, Figure)[] frames) => Assert.Contains(says, Assert.Throws<ArgumentException>(() => Figure.Slider("t", "step", frames)).Message, StringComparison.Ordinal);
        Refused("two positions at least", ("0", Lines(1)));
        Refused("'0' occurs 2 times", ("0", Lines(1)), ("0", Lines(2)));
        Refused("'1' (Line chart) differs from '0'", ("0", Lines(1)), ("1", Lines(1, "time")));
        Refused("'1' (Scatter plot) differs", ("0", Lines(1)), ("1", Figure.Scatter("t", "layer", "rank", Points.Of([0], [0]))));
        var slider = Figure.Slider("t", "step", ("0", Lines(1)), ("1", Lines(2)));
        Refused("differs", ("0", Lines(1)), ("1", slider));
        Assert.Contains("must stand still", Assert.Throws<ArgumentException>(() => Figure.Panels("t", 1, slider)).Message, StringComparison.Ordinal);
    }

    private static int[] Shown(JsonNode[] visible) => [.. visible.Index().Where(trace => trace.Item.GetValue<bool>()).Select(trace => trace.Index)];
}
