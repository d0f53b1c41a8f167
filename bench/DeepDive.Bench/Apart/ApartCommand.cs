using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DeepDive.Numerics;

namespace DeepDive.Bench.Apart;

/// <summary>
/// The command <c>apart</c>, by which a measurement starts this program again: peaks of memory mean something only in a
/// process that has done nothing else.
/// </summary>
internal static class ApartCommand
{
    public const string Name = "apart";

    private const int MostRepetitions = 20;

    /// <summary>Runs a case in a process of its own.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static ApartResult Start(StudyCase study, double seconds)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Name, .. study.ToArguments(), seconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<ApartResult>(output)!
            : throw new InvalidOperationException($"{study} failed with exit code {process.ExitCode}");
    }

    /// <summary>What the other process does: repeats the case once and then for some seconds, and prints an <see cref="ApartResult"/>.</summary>
    public static int Run(StudyCase study, double seconds)
    {
        var workload = study.ToWorkload();
        workload.SetUp();
        Workers.Count = workload.Threads;
        var before = PeakMemory.Bytes();
        workload.Prepare();
        workload.Run();
        var peak = PeakMemory.Bytes(); // Later ones would add what the collector has not yet taken back.
        var samples = new List<double>();
        var clock = Stopwatch.StartNew();
        while (samples.Count < MostRepetitions && clock.Elapsed.TotalSeconds < seconds) samples.Add(WarmTiming.Measure(workload.Prepare, workload.Run).TotalSeconds / workload.Units);
        Console.WriteLine(JsonSerializer.Serialize(new ApartResult([.. samples], before, peak)));
        return 0;
    }
}
