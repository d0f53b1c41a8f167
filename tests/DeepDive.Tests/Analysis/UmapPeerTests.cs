using System.Text.Json;
using DeepDive.Analysis;

namespace DeepDive.Tests.Analysis;

public class UmapPeerTests
{
    public static TheoryData<string> Sets => ["clusters", "surface", "cube"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Pictures_are_at_least_as_trustworthy_as_those_of_umap_js(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "umap-js.json"));
        var peer = JsonSerializer.Deserialize<Peer[]>(stream, JsonSerializerOptions.Web)!.Single(peer => peer.Name == name);
        var rows = UmapRows.Of(name);
        Assert.Equal(peer.Sum, rows.AsSpan().ToArray().Sum(value => (double)value), 1e-9);
        double[] ours = [.. Enumerable.Range(1, 5).Select(seed => Trustworthiness.Of(rows, Umap.Embed(rows, new() { Seed = (ulong)seed })))];
        var report = $"{name}: ours {string.Join(' ', ours.Select(value => value.ToString("F4")))}, umap-js {string.Join(' ', peer.Trustworthiness.Select(value => value.ToString("F4")))}";
        TestContext.Current.TestOutputHelper!.WriteLine(report);
        Assert.True(ours.Average() >= peer.Trustworthiness.Average(), report);
    }

    private sealed record Peer(string Name, double Sum, double[] Trustworthiness);
}
