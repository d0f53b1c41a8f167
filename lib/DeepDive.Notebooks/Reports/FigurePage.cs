using System.Text.Json.Nodes;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Running;
using DeepDive.Web;

namespace DeepDive.Notebooks.Reports;

/// <summary>One figure of a run alone on a page, for a picture of it.</summary>
public sealed class FigurePage
{
    private readonly string _json;

    private FigurePage(string name, int? height, string json) => (Name, Height, _json) = (name, height, json);

    /// <summary>The figure's name, as its notebook gave it.</summary>
    public string Name { get; }

    /// <summary>Height in pixels that the figure asks for, or null.</summary>
    public int? Height { get; }

    /// <summary>The figures of a run that have a name, in order.</summary>
    /// <param name="run">The run.</param>
    public static IEnumerable<FigurePage> FiguresOf(NotebookRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Cells.SelectMany(cell => cell.Outputs).Where(output => output.Best.MimeType == MimeTypes.Plotly)
            .Select(output => TryRead(output.Best.Content)).OfType<FigurePage>();
    }

    /// <summary>Writes the page, on white.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="width">Width in pixels.</param>
    public void Write(string path, int width) => AtomicFile.Write(path, ReportPage.Write(Name, $"""
        <div id="plot" style="width:{width}px"></div>
        <script type="application/json" id="figure">{Escape.JsonInScript(_json)}</script>
        """, BrowserScripts.Plotly, ReportPage.Asset("figure.js")));

    private static FigurePage? TryRead(string json)
    {
        var layout = JsonNode.Parse(json)?["layout"];
        var name = layout?["meta"]?["name"]?.GetValue<string>();
        return name is null ? null : new FigurePage(name, (int?)layout!["height"]?.GetValue<double>(), json);
    }
}
