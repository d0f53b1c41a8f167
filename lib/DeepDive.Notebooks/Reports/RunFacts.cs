using System.Globalization;
using System.Runtime.InteropServices;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Parameters;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Reports;

/// <summary>The foot of a page: what is needed to run it again and get the same.</summary>
internal static class RunFacts
{
    private static readonly Lazy<string> s_processor = new(Processor);

    public static string Foot(NotebookRun run)
    {
        var parameters = run.Parameters.Count == 0 ? "" : HtmlTable.Write(
            ["Parameter", "Value", "Origin", "Meaning"],
            run.Parameters.Select(value => new object?[] { value.Parameter.Name, value.Value, Origin(value, run), value.Parameter.Description }));
        return $"""
            <footer><h2>This run</h2>
            {parameters}<dl class="facts">{ReportPage.Facts(Of(run))}</dl>
            </footer>

            """;
    }

    private static string Origin(ParameterValue value, NotebookRun run) =>
        run.Options.Overrides.ContainsKey(value.Parameter.Name) ? "set" : value.IsOverride ? "quick preset" : "default";

    private static IEnumerable<(string Name, string Value)> Of(NotebookRun run) =>
    [
        ("Notebook", Path.GetFileName(run.Notebook.Path)),
        ("Deep Dive", run.Options.Metadata?.LibraryVersion ?? ""),
        ("Commit", run.Options.Metadata?.Commit ?? ""),
        ("Preset", run.Options.Quick ? "quick" : "full"),
        ("Started", run.Started.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)),
        ("Duration", ReportPage.Duration(run.Duration)),
        ("Processor", $"{s_processor.Value}, {Environment.ProcessorCount} threads"),
        ("System", RuntimeInformation.OSDescription),
        (".NET", Environment.Version.ToString()),
    ];

    private static string Processor()
    {
        const string linux = "/proc/cpuinfo";
        var model = File.Exists(linux) ? File.ReadLines(linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model?.Split(':', 2)[1].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
