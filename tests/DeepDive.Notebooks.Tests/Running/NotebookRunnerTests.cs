using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DeepDive.Notebooks.Running;
using DeepDive.Notebooks.Tests.Kernel;

namespace DeepDive.Notebooks.Tests.Running;

public class NotebookRunnerTests
{
    private const string WithParameters = "#!csharp\n// parameters\nvar depths = 1..8; // [1, 16] depths; quick: 1..2\nvar variant = \"plain\"; // {plain, none}\n#!csharp\n$\"{depths} {variant}\"\n";

    [Fact]
    public async Task Overrides_apply_after_the_parameters_cell_ran()
    {
        var options = new RunOptions { Overrides = new Dictionary<string, string> { ["variant"] = "none" }, Quick = true };
        var run = await NotebookTestRun.Of(WithParameters, options);
        Assert.Equal("1..2 none", run.Cells[1].Outputs[0].Best.Content);
        Assert.Equal(["1..2", "\"none\""], run.Parameters.Select(value => value.Text));
    }

    [Fact]
    public async Task A_wrong_override_is_refused_before_anything_runs()
    {
        var log = new Log();
        var options = new RunOptions { Overrides = new Dictionary<string, string> { ["depths"] = "0..1" } };
        await Assert.ThrowsAsync<NotebookInputException>(() => NotebookTestRun.Of(WithParameters, options, log));
        Assert.Empty(log.Events);
    }

    [Fact]
    public async Task Of_a_cell_that_writes_much_the_start_and_the_end_are_kept_and_what_is_left_out_is_said()
    {
        var run = await NotebookTestRun.OfCells("for (var i = 0; i < 300_000; i++) Console.WriteLine($\"line {i}\");");
        var text = run.Cells[0].Outputs.Single().Best.Content;
        Assert.StartsWith("line 0\nline 1\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\nline 299998\nline 299999\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1_000_000, 1_600_000);
        var written = Enumerable.Range(0, 300_000).Sum(i => $"line {i}\n".Length);
        var note = Regex.Match(text, @"\n\[([\d,]+) characters are left out here\]\n");
        Assert.Equal(written, text.Length - note.Length + int.Parse(note.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_cell_that_changes_between_both_streams_keeps_no_more()
    {
        var run = await NotebookTestRun.OfCells("for (var i = 0; i < 50_000; i++) { Console.Write(new string('a', 200)); Console.Error.Write('b'); }");
        var outputs = run.Cells[0].Outputs;
        Assert.InRange(outputs.Count, 5000, 10_000);
        Assert.Equal([OutputKind.Console, OutputKind.ConsoleError, OutputKind.Console], outputs.Take(3).Select(output => output.Kind));
        Assert.InRange(outputs.Sum(output => (long)output.Best.Content.Length), 1_000_000, 2_500_000);
        Assert.EndsWith("ab", outputs[^1].Best.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_does_not_pile_up_with_cells()
    {
        var cells = Enumerable.Range(1, 500).Select(i => $"var x{i} = {i};\nx{i}").ToArray();
        foreach (var i in new[] { 50, 500 }) cells[i - 1] = "GC.GetTotalMemory(forceFullCollection: true)";
        var run = await NotebookTestRun.OfCells(cells);
        Assert.Equal(CellStatus.Succeeded, run.Status);
        var (early, late) = (Number(run.Cells[49]), Number(run.Cells[499]));
        Assert.True(late - early < 200L << 20, $"{(late - early) >> 20} MiB more at cell 500 than at cell 50");

        static long Number(CellRun cell) => long.Parse(cell.Outputs[0].Best.Content, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_failing_cell_stops_the_notebook()
    {
        var run = await NotebookTestRun.OfCells("1", "nosuch", "3");
        Assert.Equal([CellStatus.Succeeded, CellStatus.Failed, CellStatus.Waiting], run.Cells.Select(cell => cell.Status));
        Assert.Equal(CellStatus.Failed, run.Status);
    }

    [Fact]
    public async Task On_demand_the_rest_runs_with_what_was_set_before_the_failure()
    {
        var run = await NotebookTestRun.Of("#!csharp\nvar x = 1;\n#!csharp\nx = 2; throw new Exception();\n#!csharp\nx\n", new RunOptions { ContinueOnError = true });
        Assert.Equal(CellStatus.Failed, run.Status);
        Assert.Equal("2", run.Cells[2].Outputs[0].Best.Content);
    }

    [Fact]
    public async Task An_observer_hears_everything_in_order()
    {
        var log = new Log();
        await NotebookTestRun.Of("#!csharp\nvar d = display(1); Console.Write(\"out\"); d.Update(2);\n#!csharp\nthrow new Exception();\n", observer: log);
        Assert.Equal(["started 2", "cell 0", "added 0 1", "console out", "updated 0 2", "finished 0 Succeeded", "cell 1", "finished 1 Failed", "end Failed"], log.Events);
    }

    [Fact]
    public async Task Progress_reaches_the_observer_without_a_reference()
    {
        var log = new Log();
        await NotebookTestRun.Of("""
            #!csharp
            using System.Diagnostics;
            var listener = new DiagnosticListener("DeepDive.Progress");
            if (listener.IsEnabled("progress")) listener.Write("progress", ("epoch 1", 0.25));
            await Task.Run(() => listener.Write("progress", ("epoch 2", 7.0)));
            listener.Write("other", ("no", 0.1));
            """, observer: log);
        Assert.Equal(["progress epoch 1 0.25", "progress epoch 2 1"], log.Events.Where(line => line.StartsWith("progress", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_an_observer_prints_is_no_output_of_the_cell()
    {
        var run = await NotebookTestRun.Of("#!csharp\ndisplay(1);\n", observer: new Printer());
        Assert.Equal("1", Assert.Single(run.Cells[0].Outputs).Best.Content);
    }

    [Fact]
    public async Task An_endless_loop_is_abandoned_within_a_second()
    {
        using var cancellation = new CancellationTokenSource();
        var log = new Log { OnConsole = () => cancellation.Cancel() };
        var clock = new Stopwatch();
        cancellation.Token.Register(clock.Start);

        var run = await NotebookTestRun.Of($"""
            #!csharp
            #r "DeepDive.Notebooks.Tests.dll"
            Console.Write("before");
            while (!{typeof(SharedState).FullName}.IsOver) System.Threading.Thread.SpinWait(100);
            Console.Write("after");
            #!csharp
            2
            """, observer: log, cancellation: cancellation.Token);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"took {clock.Elapsed}");
        Assert.Equal([CellStatus.Cancelled, CellStatus.Waiting], run.Cells.Select(cell => cell.Status));
        Assert.Equal(CellStatus.Cancelled, run.Status);
        SharedState.IsOver = true;
        await Task.Delay(50, CancellationToken.None);
        Assert.Equal("before", Assert.Single(run.Cells[0].Outputs).Best.Content);
    }

    [Fact]
    public async Task A_formatter_that_throws_fails_the_cell()
    {
        var run = await NotebookTestRun.OfCells("class Bad { public override string ToString() => throw new FormatException(\"bad\"); }\nnew Bad()");
        Assert.Equal("System.FormatException: bad", run.Error!.Message);
    }

    private sealed class Printer : INotebookObserver
    {
        public void OutputAdded(CellRun cell, int position, CellOutput output) => Console.Write("");
    }

    private sealed class Log : INotebookObserver
    {
        public List<string> Events { get; } = [];

        public Action? OnConsole { get; init; }

        public void NotebookStarted(NotebookRun run) => Events.Add($"started {run.Cells.Count}");

        public void CellStarted(CellRun cell) => Events.Add($"cell {cell.Index}");

        public void OutputAdded(CellRun cell, int position, CellOutput output) => Events.Add($"added {position} {output.Best.Content}");

        public void OutputUpdated(CellRun cell, int position, CellOutput output) => Events.Add($"updated {position} {output.Best.Content}");

        public void ConsoleWritten(CellRun cell, string text, bool isError)
        {
            Events.Add($"console {text}");
            OnConsole?.Invoke();
        }

        public void Progress(CellRun cell, string text, double fraction) => Events.Add(FormattableString.Invariant($"progress {text} {fraction}"));

        public void CellFinished(CellRun cell) => Events.Add($"finished {cell.Index} {cell.Status}");

        public void NotebookFinished(NotebookRun run) => Events.Add($"end {run.Status}");
    }
}
