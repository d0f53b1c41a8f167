using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DeepDive.Bench.Apart;
using Spectre.Console;

namespace DeepDive.Bench;

/// <summary>The comparison as a table and as files.</summary>
internal sealed class Report(Machine machine, Quietness before, Quietness after, double[] peaks, IReadOnlyList<RowResult> rows, IReadOnlyList<MemoryLine> memory, bool isQuick)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly ReportLine[] _lines = [.. rows.SelectMany(ReportLine.Of)];
    private readonly DateTime _date = DateTime.UtcNow;

    /// <summary>Whether a target is missed, or an answer wrong.</summary>
    public bool IsMissed => _lines.Any(line => line.IsMissed) || memory.Any(line => line.IsMissed);

    /// <summary>1 if a target is missed or an answer wrong, otherwise 0.</summary>
    public int ExitCode => IsMissed ? 1 : 0;

    public Table ToTable()
    {
        var table = new Table();
        foreach (var heading in ReportLine.Headings) table.AddColumn(Markup.Escape(heading));
        foreach (var line in _lines)
            table.AddRow([.. line.Cells.Select(cell => (line.IsMissed ? "[red]" : "[default]") + Markup.Escape(cell) + "[/]")]);
        return table;
    }

    /// <summary>What to know beside the table.</summary>
    public IEnumerable<string> Notes()
    {
        yield return $"{_date:yyyy-MM-dd HH:mm} UTC{(isQuick ? ", QUICK: a look, not a measurement" : "")}";
        yield return $"{machine.Cpu}, {Threads.Describe(machine.Cores)}, {machine.Vectors}; {machine.Os}";
        yield return $".NET SDK {machine.Sdk}, {machine.Runtime}; {machine.Settings} (as the command line runs)";
        yield return string.Create(CultureInfo.InvariantCulture, $"FMA peak, float32: {peaks[0] / 1e9:0} GFLOP/s on 1 thread, {peaks[1] / 1e9:0} on {machine.Cores}");
        yield return $"Before: {before}";
        yield return $"After: {after}";
        var platforms = rows.SelectMany(row => row.Rivals).Select(rival => rival.Platform).Where(platform => platform.Length > 0).Distinct().ToArray();
        yield return platforms.Length == 0 ? "No peer ran" : $"Peers: {string.Join("; ", platforms)}";
        foreach (var line in memory) yield return line.Text;
        foreach (var row in rows.Where(row => row.Problem is not null)) yield return $"{row.Row}: {row.Problem}";
        if (platforms.Any(platform => platform.Contains("reference BLAS", StringComparison.Ordinal)))
            yield return "The peer runs on reference BLAS, which is unfairly slow: install libopenblas0-pthread";
    }

    /// <summary>Writes all samples and the table.</summary>
    /// <param name="folder">bench/results.</param>
    /// <param name="name">Name to keep the result under, or null for one that is not kept.</param>
    /// <returns>The table's path.</returns>
    public string Save(string folder, string? name)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, name is null ? "tmp" : machine.Folder)).FullName;
        var document = new { date = _date, isQuick, machine, before, after, peakFlopsPerSecond = peaks, rows, memory, targets = Targets.All };
        File.WriteAllText(Path.Combine(target, $"{name ?? "last"}.json"), JsonSerializer.Serialize(document, s_json) + "\n");
        var path = Path.Combine(target, $"{name ?? "last"}.md");
        File.WriteAllText(path, ToMarkdown());
        return Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
    }

    private string ToMarkdown()
    {
        var text = new StringBuilder("# The library beside the machine's peak and PyTorch\n\n");
        foreach (var note in Notes()) text.Append("- ").Append(note).Append('\n');
        text.Append("\nTimes are per call or epoch; ratios are the other's time by ours, or our share of the peak.\n\n");
        AppendRow(text, ReportLine.Headings);
        AppendRow(text, [.. ReportLine.Headings.Select(_ => "---")]);
        foreach (var line in _lines) AppendRow(text, line.Cells);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
