using System.Text.Json.Nodes;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Running;
using DeepDive.Web;

namespace DeepDive.Notebooks.Reports;

/// <summary>One figure of a run alone on a page, for a picture of it.</summary>
public sealed class FigurePage
{
    private const int PictureWidth = 960;
    private const int PictureHeight = 560;

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

    /// <summary>Draws the figure into a folder, as a PNG of its name, by an installed Chromium.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="cancellation">Stops the drawing.</param>
    /// <returns>Path of the picture.</returns>
    /// <exception cref="NotebookInputException">There is no Chromium.</exception>
    public async Task<string> DrawAsync(string folder, CancellationToken cancellation = default)
    {
        var workshop = Directory.CreateTempSubdirectory("deepdive-figs-");
        try
        {
            var (page, picture) = (Path.Combine(workshop.FullName, "figure.html"), Path.Combine(workshop.FullName, "figure.png"));
            Write(page, PictureWidth);
            await Chromium.ShootAsync(page, picture, PictureWidth, Height ?? PictureHeight, cancellation);
            Directory.CreateDirectory(folder);
            var target = Path.Combine(folder, $"{Name}.png");
            // Copied first, then moved within one volume, so that nobody ever sees half of it.
            File.Copy(picture, target + ".tmp", overwrite: true);
            File.Move(target + ".tmp", target, overwrite: true);
            return target;
        }
        finally
        {
            workshop.Delete(recursive: true);
        }
    }

    /// <summary>A figure from its Plotly JSON.</summary>
    /// <param name="json">What a figure's <c>ToJson</c> gives.</param>
    /// <exception cref="ArgumentException">It has no name under <c>layout.meta</c>.</exception>
    public static FigurePage Of(string json) =>
        TryRead(json) ?? throw new ArgumentException("a figure must have a name under layout.meta.name, but this JSON has none; take it from Figure.ToJson", nameof(json));

    private static FigurePage? TryRead(string json)
    {
        var layout = JsonNode.Parse(json)?["layout"];
        var name = layout?["meta"]?["name"]?.GetValue<string>();
        return name is null ? null : new FigurePage(name, (int?)layout!["height"]?.GetValue<double>(), json);
    }
}
