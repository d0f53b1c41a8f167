using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>
/// A slider as Plotly has it: the traces of every position are in the figure, those of one are visible. Pages draw a control of
/// their own from it, since Plotly's cannot be reached by keyboard.
/// </summary>
internal static class PlotlySlider
{
    private const string Position = "frame";

    /// <summary>The traces of all positions; each starts a legend of its own, for hidden traces are not listed.</summary>
    public static JsonArray Traces(IReadOnlyList<Frame> frames, Func<Legend> newLegend)
    {
        var all = new JsonArray();
        for (var f = 0; f < frames.Count; f++)
        {
            foreach (var trace in PlotlyDocument.Traces(frames[f].Parts, newLegend()).ToArray())
            {
                (trace!["visible"], trace["meta"]) = (f == frames.Count - 1, new JsonObject { [Position] = f });
                trace.Parent!.AsArray().Remove(trace);
                all.Add(trace);
            }
        }

        return all;
    }

    /// <summary>The slider over those traces, at the last position.</summary>
    public static JsonObject Of(Figure figure, JsonArray traces)
    {
        int[] frames = [.. traces.Select(trace => trace!["meta"]![Position]!.GetValue<int>())];
        return new()
        {
            ["active"] = figure.Frames.Count - 1,
            ["currentvalue"] = new JsonObject { ["prefix"] = figure.Control + " " },
            ["steps"] = new JsonArray([.. figure.Frames.Select((frame, f) => new JsonObject
            {
                ["label"] = frame.Label,
                ["method"] = "restyle",
                ["args"] = new JsonArray(new JsonObject { ["visible"] = new JsonArray([.. frames.Select(of => (JsonNode)(of == f))]) }),
            })]),
        };
    }
}
