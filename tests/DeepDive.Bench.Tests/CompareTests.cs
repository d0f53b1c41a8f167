using System.Text.Json.Nodes;

namespace DeepDive.Bench.Tests;

public sealed class CompareTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deepdive-bench-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_measures_the_rows_that_begin_so_and_the_exit_code_is_the_verdict()
    {
        const string Row = "gemm-1200x120x120-1-thread";

        var code = CompareCommand.Run(Row, quick: true, _folder, name: null);

        var result = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "tmp", "last.json")))!;
        var row = Assert.Single(result["rows"]!.AsArray())!;
        Assert.Equal(Row, (string)row["row"]!);
        Assert.Null((string?)row["problem"]);
        Assert.NotEmpty(row["ours"]!["seconds"]!.AsArray());
        Assert.Empty(result["memory"]!.AsArray());
        var table = File.ReadAllText(Path.Combine(_folder, "tmp", "last.md"));
        Assert.Equal(table.Contains("MISSED", StringComparison.Ordinal) ? 1 : 0, code);
    }

    [Fact]
    public void An_unknown_row_is_refused_with_a_remedy_before_anything_runs()
    {
        var (error, original) = (new StringWriter(), Console.Error);
        Console.SetError(error);
        try
        {
            Assert.Equal(2, CompareCommand.Run("gmm", quick: true, _folder, name: null));
        }
        finally
        {
            Console.SetError(original);
        }

        Assert.Contains("--only must begin the name of a row, but was gmm; --list shows the names", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_kept_result_says_what_it_depends_on()
    {
        var start = DateTime.UtcNow;
        var machine = Machine.Here();

        Made.Report([Made.Row("cka-rbf", "hand-tuned", 12)]).Save(_folder, "kept");

        var result = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, machine.Folder, "kept.json")))!;
        Assert.Matches(@"^10\.\d+\.\d+", (string)result["machine"]!["sdk"]!);
        Assert.Equal($".NET {Environment.Version}", (string)result["machine"]!["runtime"]!);
        Assert.Contains("workstation GC", (string)result["machine"]!["settings"]!, StringComparison.Ordinal);
        Assert.InRange(((DateTime)result["date"]!).ToUniversalTime(), start, DateTime.UtcNow);
        var table = File.ReadAllText(Path.Combine(_folder, machine.Folder, "kept.md"));
        Assert.Contains($".NET SDK {machine.Sdk}, {machine.Runtime}; {machine.Settings}", table, StringComparison.Ordinal);
        Assert.Contains($"{start:yyyy-MM-dd}", table, StringComparison.Ordinal);
    }
}
