using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DeepDive.Tests;

/// <summary>Who may use whom, read from the <c>using</c> lines and project references.</summary>
public partial class RoomTests
{
    private static readonly string s_root = FindRoot();

    // Room → rooms it may use, those behind them included.
    private static readonly Dictionary<string, string[]> s_arrows = new()
    {
        ["Numerics"] = [],
        ["Data"] = ["Numerics"],
        ["Models"] = ["Numerics"],
        ["Training"] = ["Data", "Models", "Numerics"],
        ["Analysis"] = ["Training", "Data", "Models", "Numerics", "Figures"], // so that a report shows itself; Figures knows nothing of it
        ["Figures"] = ["Numerics", "Web"],
    };

    [Fact]
    public void Every_room_uses_only_the_rooms_below_it()
    {
        var folder = Path.Combine(s_root, "lib", "DeepDive");
        var wrong =
            from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            let room = Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0]
            from used in RoomsIn(File.ReadAllText(file))
            where used != room && !(s_arrows.TryGetValue(room, out var allowed) && allowed.Contains(used))
            select $"{Path.GetRelativePath(s_root, file)} uses {used}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_is_a_room()
    {
        var folders = Directory.GetDirectories(Path.Combine(s_root, "lib", "DeepDive")).Select(Path.GetFileName);
        Assert.All(folders, folder => Assert.Contains(folder!, s_arrows.Keys));
    }

    [Fact]
    public void The_notebook_host_knows_no_room_of_the_science()
    {
        var folder = Path.Combine(s_root, "lib", "DeepDive.Notebooks");
        var wrong =
            from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            from used in RoomsIn(File.ReadAllText(file))
            where s_arrows.ContainsKey(used)
            select $"{Path.GetRelativePath(s_root, file)} uses {used}";
        Assert.Empty(wrong);
        Assert.DoesNotContain("DeepDive", References("DeepDive.Notebooks"));
        Assert.DoesNotContain("DeepDive.Cli", References("DeepDive.Notebooks"));
    }

    [Fact]
    public void The_library_references_neither_the_host_nor_the_command_line() =>
        Assert.Empty(References("DeepDive").Intersect(["DeepDive.Notebooks", "DeepDive.Cli"]));

    [Theory]
    [InlineData("using DeepDive.Training;", "Training")]
    [InlineData("global using static DeepDive.Models.Activation;", "Models")]
    [InlineData("using Net = DeepDive.Models.Network<float>;", "Models")]
    [InlineData("    DeepDive.Data.DataSet x;", "Data")]
    public void A_use_of_a_room_is_seen_however_it_is_written(string line, string room) => Assert.Equal([room], RoomsIn(line));

    // Namespace lines and documentation name rooms without using them.
    private static IEnumerable<string> RoomsIn(string source) => source.Split('\n')
        .Where(line => !line.StartsWith("namespace ", StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
        .SelectMany(line => RoomName().Matches(StringLiteral().Replace(line, string.Empty)))
        .Select(match => match.Groups[1].Value)
        .Distinct();

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(s_root, "lib", project, project + ".csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DeepDive.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests must run inside the repository, below DeepDive.slnx");
    }

    [GeneratedRegex(@"\bDeepDive\.(\w+)")]
    private static partial Regex RoomName();

    [GeneratedRegex("\"(\\\\.|[^\"\\\\])*\"")]
    private static partial Regex StringLiteral();
}
