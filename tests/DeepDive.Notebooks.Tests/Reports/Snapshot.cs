using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DeepDive.Notebooks.Reports;
using DeepDive.Web;

namespace DeepDive.Notebooks.Tests.Reports;

/// <summary>Pages as they were accepted, one file each; with ACCEPT_SNAPSHOTS=1 they are written anew instead of compared.</summary>
internal static partial class Snapshot
{
    private const int ShownLines = 3;

    private static readonly bool s_accepts = Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1";

    /// <summary>The folder of the notebooks and of their pages.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "Snapshots");

    public static void Verify(string name, string page)
    {
        var (path, actual) = (Path.Combine(Folder, $"{name}.html"), Mask(page));
        if (s_accepts)
        {
            File.WriteAllText(path, actual);
            Assert.Fail($"'{path}' was written anew, compared with nothing: look at the difference, and run again without ACCEPT_SNAPSHOTS");
        }

        Assert.True(File.Exists(path), $"a snapshot must exist, but '{path}' does not; look at the page and run with ACCEPT_SNAPSHOTS=1");
        var difference = FirstDifference(File.ReadAllText(path).Split('\n'), actual.Split('\n'));
        Assert.True(difference is null, $"the page must be as in '{path}', but differs from {difference}\nif it should, run with ACCEPT_SNAPSHOTS=1");
    }

    /// <summary>The page without what differs from run to run; scripts and styles of ours are named, not shown.</summary>
    public static string Mask(string page)
    {
        string[] own = ["report.css", "theme.js", "page.js", "report.js", "math.js", "diagram.js", "javascript.js", "index.js"];
        var known = own.Select(name => (Name: name, Text: ReportPage.Asset(name)))
            .Concat([("plotly.js", BrowserScripts.Plotly), ("slider.js", BrowserScripts.Slider), ("katex.js", BrowserScripts.Katex), ("katex.css", BrowserScripts.KatexStyles), ("mermaid.js", BrowserScripts.Mermaid)]);
        foreach (var (name, text) in known) page = page.Replace(text, $"[{name}]", StringComparison.Ordinal);
        return Machine().Replace(Date().Replace(Time().Replace(page, "TIME"), "DATE"), "MASKED");
    }

    /// <summary>Number and text of the first lines that differ, or null if none do.</summary>
    public static string? FirstDifference(string[] expected, string[] actual)
    {
        var line = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        if (line == expected.Length && line == actual.Length) return null;
        string Shown(string[] lines, char mark) => string.Concat(lines.Skip(line).Take(ShownLines).Select(text => $"\n{mark} {text}"));
        return $"line {line + 1}:{Shown(expected, '-')}{Shown(actual, '+')}";
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("""(?<=class="duration">|ran |· )(\d+ ms|\d+\.\d s|\d+ min \d+ s)\b""")]
    private static partial Regex Time();

    [GeneratedRegex(@"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<=<dt>(Deep Dive|Commit|Started|Duration|Processor|System|\.NET)</dt><dd>)[^<]*")]
    private static partial Regex Machine();
}
