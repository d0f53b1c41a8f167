using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Tests.Reports;

public class SnapshotTests
{
    private const string Index = "index";

    public static TheoryData<string> Notebooks => [.. Directory.GetFiles(Snapshot.Folder, "*.dib").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    private static Task<NotebookRun> Run(string name) =>
        NotebookRunner.RunAsync(Notebook.Load(Path.Combine(Snapshot.Folder, $"{name}.dib")), new RunOptions { Metadata = new RunMetadata("1.2.3", "abc123") });

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_report_is_as_it_was_accepted(string notebook) => Snapshot.Verify(notebook, HtmlReport.Render(await Run(notebook), IndexPage.FileName));

    [Fact]
    public async Task The_index_is_as_it_was_accepted()
    {
        var entries = new List<IndexEntry>();
        foreach (var name in new[] { "claims", "failure", "outputs" }) entries.Add(new IndexEntry(await Run(name), $"{name}.html"));
        var folder = Directory.CreateTempSubdirectory();
        IndexPage.Write(entries, folder.FullName);
        Snapshot.Verify(Index, File.ReadAllText(Path.Combine(folder.FullName, IndexPage.FileName)));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_page_has_its_notebook() => Assert.Equal(
        [.. Notebooks.Select(row => row.Data).Append(Index).Order()],
        Directory.GetFiles(Snapshot.Folder, "*.html").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Fact]
    public void A_difference_is_shown_by_its_first_lines()
    {
        Assert.Null(Snapshot.FirstDifference(["a", "b"], ["a", "b"]));
        Assert.Equal("line 2:\n- b\n+ c\n+ d", Snapshot.FirstDifference(["a", "b"], ["a", "c", "d"]));
        Assert.Equal("line 2:\n+ b", Snapshot.FirstDifference(["a"], ["a", "b"]));
    }

    [Fact]
    public async Task Two_runs_differ_in_nothing_but_what_is_masked()
    {
        var (first, second) = (Snapshot.Mask(HtmlReport.Render(await Run("outputs"), null)), Snapshot.Mask(HtmlReport.Render(await Run("outputs"), null)));
        Assert.Equal(first, second);
        Assert.DoesNotContain(DateTime.Now.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), first, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.Version.ToString(), first, StringComparison.Ordinal);
    }
}
