using System.Text.Json.Nodes;
using DeepDive.Figures;
using DeepDive.Numerics;

namespace DeepDive.Tests.Figures;

public class FigureJsonTests
{
    private static readonly double[] s_layers = [0, 1, 2];

    private static Figure Lines(params Series[] series) => Figure.Lines("Soft rank against layer", "layer", new Axis("time", "s"), series);

    private static JsonNode Parse(Figure figure) => JsonNode.Parse(figure.ToJson())!;

    [Fact]
    public void Layers_are_ticked_at_whole_numbers_and_measured_positions_as_plotly_likes()
    {
        JsonNode? Step(params double[] x) => Parse(Figure.Lines("t", "x", "y", Series.Of("a", x, x)))["layout"]!["xaxis"]!["dtick"];
        Assert.Equal(1, Step(0, 1, 2)!.GetValue<int>());
        Assert.Null(Step(0, 0.5, 1));
        Assert.Null(Step(0, 1000));
    }

    [Fact]
    public void A_mean_over_runs_has_a_band_of_one_sample_standard_deviation()
    {
        var data = Parse(Lines(Series.OfRuns("depth 2", s_layers, [[1, 2, 3], [3, 2, 9]])))["data"]!;
        Assert.Equal("toself", data[0]!["fill"]!.GetValue<string>());
        Assert.Equal("[2,2,6]", data[1]!["y"]!.ToJsonString());
        // Sample sd of (1, 3) is √2, of (3, 9) is 3√2: there along the upper edge, back along the lower.
        Assert.Equal("[3.41421,2,10.2426,1.75736,2,0.585786]", data[0]!["y"]!.ToJsonString());
        Assert.Equal("[0,1,2,2,1,0]", data[0]!["x"]!.ToJsonString());
    }

    [Fact]
    public void A_gap_splits_the_band_and_a_single_run_has_none()
    {
        var data = Parse(Lines(Series.OfRuns("a", s_layers, [[1, double.NaN, 3], [1, 1, 3]]), Series.Of("b", s_layers, [1, 2, 3])))["data"]!.AsArray();
        Assert.Equal("[0,0,null,2,2]", data[0]!["x"]!.ToJsonString());
        Assert.Equal("[1,null,3]", data[1]!["y"]!.ToJsonString());
        Assert.Equal(3, data.Count);
    }

    [Fact]
    public void On_a_logarithmic_axis_the_band_stays_positive()
    {
        var figure = Figure.Lines("Loss", "epoch", new Axis("loss", Log: true, Min: 0.01, Max: 10), Series.OfRuns("train", [0], [[1], [7]]));
        Assert.Equal("[8.24264,0.4]", Parse(figure)["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal("[-2,1]", Parse(figure)["layout"]!["yaxis"]!["range"]!.ToJsonString());
    }

    [Fact]
    public void An_axis_with_one_end_given_has_the_other_fitted_to_the_data()
    {
        JsonNode Vertical(Axis y) => Parse(Figure.Lines("Loss", "epoch", y, Series.Of("train", [0], [1])))["layout"]!["yaxis"]!;
        Assert.Equal("{\"minallowed\":0}", Vertical(new Axis("loss", Min: 0))["autorangeoptions"]!.ToJsonString());
        Assert.Equal("{\"maxallowed\":1.05}", Vertical(new Axis("loss", Max: 1.05))["autorangeoptions"]!.ToJsonString());
        Assert.Equal("{\"minallowed\":-2}", Vertical(new Axis("loss", Log: true, Min: 0.01))["autorangeoptions"]!.ToJsonString());
        Assert.Null(Vertical(new Axis("loss", Min: 0))["range"]);
    }

    [Theory]
    [InlineData(0.02, 5, "~g", null)]
    [InlineData(0.002, 5, null, "power")]
    [InlineData(1, 9, "~s", null)]
    [InlineData(2, 50000, "~s", null)]
    public void A_logarithmic_axis_writes_its_numbers_whole(double from, double to, string? format, string? exponents)
    {
        var layout = Parse(Figure.Lines("Loss", new Axis("width", Log: true), new Axis("loss", Log: true), Series.Of("train", [from, to], [from, to])))["layout"]!;
        Assert.All(["xaxis", "yaxis"], name =>
            Assert.Equal((format, exponents), (layout[name]!["tickformat"]?.GetValue<string>(), layout[name]!["exponentformat"]?.GetValue<string>())));
    }

    [Fact]
    public void Meta_holds_name_caption_alternative_text_and_table()
    {
        var figure = Lines(Series.OfRuns("depth 2", s_layers, [[1, 2, 3], [3, 2, 9]])) with { Name = "part1-rank", Caption = "It rises." };
        var meta = Parse(figure)["layout"]!["meta"]!;
        Assert.Equal("part1-rank", meta["name"]!.GetValue<string>());
        Assert.Equal("It rises. Lines are means over 2 runs; bands are ± 1 sample standard deviation.", meta["caption"]!.GetValue<string>());
        Assert.Equal("Line chart \"Soft rank against layer\": time (s) against layer, for depth 2. Values from 2 to 6.", meta["alt"]!.GetValue<string>());
        Assert.Equal("""["series","layer","time (s)","± sd","runs"]""", meta["table"]!["columns"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("""["depth 2",0,2,1.41421,2]""", meta["table"]!["rows"]![0]!.ToJsonString());
        Assert.Equal("part1-rank", Parse(figure)["config"]!["toImageButtonOptions"]!["filename"]!.GetValue<string>());
    }

    [Fact]
    public void The_page_sets_every_colour_of_text_and_background()
    {
        var layout = Parse(EveryKind().Last())["layout"]!;
        Assert.Equal("rgba(0,0,0,0)", layout["paper_bgcolor"]!.GetValue<string>());
        foreach (var figure in EveryKind()) AssertNoFontColour(Parse(figure)["layout"]!);
    }

    [Fact]
    public void No_button_sends_a_figure_anywhere()
    {
        var config = Parse(Lines(Series.Of("a", s_layers, s_layers)))["config"]!;
        Assert.Equal("""[["toImage","resetScale2d"]]""", config["modeBarButtons"]!.ToJsonString());
        Assert.Equal("", config["plotlyServerURL"]!.GetValue<string>());
        Assert.False(config["displaylogo"]!.GetValue<bool>());
    }

    [Fact]
    public void The_same_figure_is_the_same_json_and_every_trace_has_its_axes()
    {
        foreach (var (one, other) in EveryKind().Zip(EveryKind()))
        {
            Assert.Equal(one.ToJson(), other.ToJson());
            var (data, layout) = (Parse(one)["data"]!.AsArray(), Parse(one)["layout"]!);
            Assert.NotEmpty(data);
            Assert.All(data, trace => Assert.NotNull(layout[trace!["xaxis"]!.GetValue<string>().Replace("x", "xaxis")]));
        }
    }

    [Fact]
    public void A_heatmap_is_square_downward_and_sequential_or_diverging_by_its_range()
    {
        var sequential = Parse(Figure.Heatmap("CKA", new double[,] { { 1, 0.5 }, { double.NaN, 1 } }, ["a", "b"], ["1", "2"], new("CKA", 0, 1)));
        Assert.Equal("x", sequential["layout"]!["yaxis"]!["scaleanchor"]!.GetValue<string>());
        Assert.Equal("reversed", sequential["layout"]!["yaxis"]!["autorange"]!.GetValue<string>());
        Assert.Equal("[[1,0.5],[null,1]]", sequential["data"]![0]!["z"]!.ToJsonString());
        Assert.Equal("Viridis", sequential["layout"]!["coloraxis"]!["colorscale"]!.GetValue<string>());
        var signed = Parse(Figure.Heatmap("Δ", new double[,] { { -1, 4 } }, ["a"], ["1", "2"], "Δ"))["layout"]!["coloraxis"]!;
        Assert.Equal((-4, 4), (signed["cmin"]!.GetValue<double>(), signed["cmax"]!.GetValue<double>()));
        Assert.Equal(9, signed["colorscale"]!.AsArray().Count);
    }

    [Fact]
    public void A_boundary_draws_one_line_at_its_level_under_its_points()
    {
        var points = Points.Of([0.123456, 1], [0, 1], [0, 1], ["no", "yes"]);
        var data = Parse(Figure.Boundary("Boundary", [0, 1], [0, 2], new double[,] { { 0, 1 }, { 0.25, 1 } }, points))["data"]!;
        Assert.Equal("""{"coloring":"heatmap","start":0.5,"end":0.5,"size":1}""", data[0]!["contours"]!.ToJsonString());
        Assert.Equal("[0.1235]", data[1]!["x"]!.ToJsonString());
        Assert.Equal("yes", data[2]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void Panels_stand_apart_share_colours_and_list_a_name_once()
    {
        Figure Panel(int depth) => Figure.Lines($"depth {depth}", "epoch", "loss", Series.Of("train", s_layers, s_layers), Series.Of("test", s_layers, s_layers));
        var figure = Figure.Panels("Curves", 2, Panel(1), Panel(2), Panel(3));
        var (data, layout) = (Parse(figure)["data"]!.AsArray(), Parse(figure)["layout"]!);
        Assert.Equal(2, data.Count(trace => trace!["showlegend"]!.GetValue<bool>()));
        Assert.True(layout["xaxis"]!["domain"]![1]!.GetValue<double>() < layout["xaxis2"]!["domain"]![0]!.GetValue<double>());
        Assert.True(layout["yaxis3"]!["domain"]![1]!.GetValue<double>() < layout["yaxis"]!["domain"]![0]!.GetValue<double>());
        Assert.Equal("x", layout["xaxis3"]!["matches"]!.GetValue<string>());
        Assert.Equal("panel", figure.Numbers.Columns[0]);
        Assert.Equal(18, figure.Numbers.Rows.Count);
        var narrow = Parse(Figure.Panels("Curves", 3, Panel(1), Panel(2), Panel(3)))["layout"]!["meta"]!["narrow"]!;
        Assert.Equal(0, narrow["xaxis3"]!["domain"]![0]!.GetValue<double>());
    }

    [Fact]
    public void Images_lie_on_one_grid_with_gaps_and_labels()
    {
        var data = Parse(Figure.Images("Digits", Matrix<float>.FromRows([0, 1, 2, 3], [4, 5, 6, 7]), ["a", "b"], columns: 2));
        Assert.Equal("[0,1,null,4,5]", data["data"]![0]!["z"]![0]!.ToJsonString());
        Assert.Equal("[2,3,null,6,7]", data["data"]![0]!["z"]![1]!.ToJsonString());
        Assert.Equal(2, data["layout"]!["annotations"]!.AsArray().Count);
    }

    /// <summary>One figure of each kind.</summary>
    internal static Figure[] EveryKind() =>
    [
        Lines(Series.OfRuns("depth 2", s_layers, [[1, 2, 3], [3, 2, 9]]), Series.Of("depth 3", s_layers, s_layers)),
        Figure.Scatter("Points", "x", "y", Points.Of(Matrix<float>.FromRows([0, 1], [1, 0]), [0, 1])),
        Figure.Heatmap("Heat", new double[,] { { 1, 0.5 } }, ["a"], ["1", "2"], "CKA"),
        Figure.Boundary("Boundary", [0, 1], [0, 1], new double[,] { { 0, 1 }, { 0, 1 } }),
        Figure.Images("Images", new Matrix<float>(3, 16)),
        Figure.Panels("Panels", 2, Figure.Heatmap("a", new double[,] { { 1 } }, ["1"], ["1"], "CKA"), Figure.Heatmap("b", new double[,] { { 2 } }, ["1"], ["1"], "CKA")),
    ];

    private static void AssertNoFontColour(JsonNode node)
    {
        if (node is JsonArray array)
            foreach (var item in array) { if (item is not null) AssertNoFontColour(item); }
        if (node is not JsonObject record) return;
        foreach (var (key, value) in record)
        {
            if (key is "font" or "tickfont" or "titlefont") Assert.False(value!.AsObject().ContainsKey("color"));
            if (value is not null) AssertNoFontColour(value);
        }
    }
}
