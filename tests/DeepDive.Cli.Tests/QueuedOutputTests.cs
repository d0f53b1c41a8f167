using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DeepDive.Cli.Watching;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Tests;

/// <summary>What becomes of text that nobody takes, or not as fast as it is written.</summary>
public class QueuedOutputTests
{
    // Takes nothing until it is told to, or fails.
    private sealed class Slow(bool fails) : MemoryStream
    {
        public ManualResetEventSlim Gate { get; } = new();

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (fails) throw new IOException("broken pipe");
            Gate.Wait();
            base.Write(buffer, offset, count);
        }
    }

    [Fact]
    public async Task A_run_goes_on_beside_a_slow_reader_who_is_told_how_much_is_left_out()
    {
        const int Lines = 100_000;
        using var slow = new Slow(fails: false);
        using (var watcher = new PlainWatcher(new QueuedOutput(slow), new QueuedOutput(Stream.Null), isVerbose: true))
        {
            var notebook = Notebook.Parse($"#!csharp\n\nfor (var i = 0; i < {Lines}; i++) Console.WriteLine(new string('x', 99));\n", "n.dib");
            await NotebookRunner.RunAsync(notebook, new RunOptions(), watcher, TestContext.Current.CancellationToken);
            slow.Gate.Set();
        }

        var lines = Encoding.UTF8.GetString(slow.ToArray()).Split('\n');
        var kept = lines.Count(line => line == $"  [1] {new string('x', 99)}");
        var note = Assert.Single(lines, line => line.Contains("left out", StringComparison.Ordinal));
        var leftOut = int.Parse(Regex.Match(note, @"^  \[1\] \(([\d,]+) characters left out").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.Equal(100 * Lines, (100 * kept) + leftOut);
        Assert.InRange(106 * kept, QueuedOutput.MostPending - 1000, QueuedOutput.MostPending + 1000);
        Assert.StartsWith("n: 1 cells ran in", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_for_a_reader_who_has_gone_is_not_kept()
    {
        using var broken = new Slow(fails: true);
        var output = new QueuedOutput(broken);
        for (var i = 0; i < 10; i++) output.Write(new string('x', QueuedOutput.MostPending));
        Assert.True(SpinWait.SpinUntil(() => output.HasRoom, TimeSpan.FromSeconds(30)));
        output.Dispose();
        output.WriteLine("a timer that is late");
    }
}
