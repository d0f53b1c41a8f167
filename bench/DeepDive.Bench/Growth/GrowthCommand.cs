using System.Diagnostics;
using DeepDive.Notebooks.Reports;

namespace DeepDive.Bench.Growth;

/// <summary>The command <c>bench/growth</c>.</summary>
internal static class GrowthCommand
{
    // After this the cases that are left are left out, and said so.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(7);

    /// <param name="quick">Whether to measure small cases only.</param>
    /// <param name="results">Folder of results.</param>
    /// <param name="figures">Folder of the figure; a quick run draws beside its results.</param>
    public static async Task<int> Run(bool quick, string results, string figures)
    {
        Chromium.Find();
        var deadline = Process.GetCurrentProcess().StartTime.ToUniversalTime() + s_limit;
        var (machine, before) = (Machine.Here(), Quietness.Measure());
        Console.WriteLine($"Machine {before}");
        var points = GrowthPlan.Cases(quick).SelectMany(pair => Measure(pair.Axis, pair.Study, deadline)).ToArray();
        var report = new GrowthReport(machine, before, Quietness.Measure(), points);
        foreach (var line in report.Lines()) Console.WriteLine(line);
        var folder = Path.Combine(results, quick ? "tmp" : machine.Folder);
        Console.WriteLine($"Written to {report.Save(folder)}");
        var page = FigurePage.Of(GrowthFigure.Of(report, machine.Cpu).ToJson());
        Console.WriteLine($"Drawn to {await page.DrawAsync(quick ? folder : figures)}");
        return 0;
    }

    private static GrowthPoint[] Measure(string axis, Apart.StudyCase study, DateTime deadline)
    {
        if (DateTime.UtcNow > deadline)
            return [.. new[] { GrowthPoint.Ours, GrowthPoint.Peer }.Select(who => GrowthPoint.LeftOut(axis, study, who, "left out: the time was up"))];
        Console.WriteLine($"{study.Work}: {study.Rows} rows, depth {study.Depth}, width {study.Width} …");
        return [.. GrowthMeasurement.Of(axis, study)];
    }
}
