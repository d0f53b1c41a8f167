using System.Diagnostics;
using DeepDive.Bench.Apart;
using DeepDive.Bench.Rivals;
using Spectre.Console;

namespace DeepDive.Bench;

/// <summary>The command <c>bench/compare</c>.</summary>
internal static class CompareCommand
{
    private const double QuickShare = 0.15;
    private const double Overhead = 1.6; // Peers take seconds to start, and plain twins are slow.
    private const string ReportName = "compare";
    private const int FileWidth = 160;

    // Eight minutes in all, with the build. After the limit no repetition starts; after the grace one under way is given up.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(6.5);
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(0.8);

    public static int List()
    {
        foreach (var workload in Catalogue.Find("")) Console.WriteLine($"{workload.Row,-28}{workload.Title}");
        foreach (var (row, title) in MemoryLine.Find("")) Console.WriteLine($"{row,-28}{title}");
        return 0;
    }

    /// <returns>0 if no target is missed, 1 if one is or an answer is wrong, 2 if there is no such row.</returns>
    public static int Run(string only, bool quick, string folder, string? name)
    {
        if (!Catalogue.Find(only).Any() && !MemoryLine.Find(only).Any())
        {
            Console.Error.WriteLine($"--only must begin the name of a row, but was {only}; --list shows the names");
            return 2;
        }

        var deadline = Process.GetCurrentProcess().StartTime.ToUniversalTime() + s_limit;
        var comparison = new Comparison(deadline);
        var budgets = Catalogue.Find(only, quick).Sum(workload => workload.Budget.TotalSeconds);
        var before = Quietness.Measure();
        AnsiConsole.WriteLine($"Machine {before}");
        double[] peaks = [FmaPeak.Rate(1), FmaPeak.Rate(Environment.ProcessorCount)];
        MemoryLine[] memory = [.. MemoryLine.Find(only).Select(row => MemoryLine.Measure(row.Row))];
        var rows = new List<RowResult>();
        foreach (var workload in Catalogue.Find(only, quick))
        {
            AnsiConsole.WriteLine($"{workload.Row} …");
            var affordable = (deadline - DateTime.UtcNow).TotalSeconds / (budgets * Overhead);
            rows.Add(MeasureInTime(comparison, workload, workload.Budget * Math.Clamp(affordable, 0, quick ? QuickShare : 1), deadline + s_grace));
            budgets -= workload.Budget.TotalSeconds;
        }

        if (Console.IsOutputRedirected) (AnsiConsole.Profile.Width, AnsiConsole.Profile.Capabilities.Ansi) = (FileWidth, false);
        var report = new Report(Machine.Here(), before, Quietness.Measure(), peaks, rows, memory, quick);
        AnsiConsole.Write(report.ToTable());
        foreach (var note in report.Notes()) AnsiConsole.WriteLine(note);
        AnsiConsole.WriteLine($"Written to {report.Save(folder, name ?? (only.Length == 0 && !quick ? ReportName : null))}");
        return report.ExitCode;
    }

    private static RowResult MeasureInTime(Comparison comparison, Workload workload, TimeSpan budget, DateTime end)
    {
        var left = end - DateTime.UtcNow;
        var measuring = Task.Run(() => comparison.Measure(workload, budget));
        return measuring.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero)
            ? measuring.Result
            : RowResult.LeftOut(workload);
    }
}
