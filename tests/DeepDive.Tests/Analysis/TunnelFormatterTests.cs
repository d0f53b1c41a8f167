using System.Text.Json.Nodes;
using DeepDive.Analysis;
using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

public class TunnelFormatterTests
{
    private static readonly TunnelReport s_report = Report();

    [Fact]
    public void A_report_shows_itself_as_words_table_and_figures()
    {
        Assert.Equal(["application/vnd.deepdive.values+json", "text/html", "text/plain"], Formatters().Select(MimeType));
        var values = JsonNode.Parse(Write(Formatters()[0]))!.AsArray();
        Assert.Equal(["text/html", "text/html", .. Enumerable.Repeat("application/vnd.plotly.v1+json", 5)], values.Select(value => value!["mimeType"]!.GetValue<string>()));
        var contents = values.Select(value => value!["content"]!.GetValue<string>()).ToArray();
        Assert.Contains("The tunnel starts", contents[0], StringComparison.Ordinal);
        Assert.Contains("OOD soft rank", contents[1], StringComparison.Ordinal);
        var accuracy = JsonNode.Parse(contents[2])!["data"]!.AsArray();
        Assert.Equal(["accuracy", "accuracy, out of distribution"], accuracy.Select(trace => trace!["name"]!.GetValue<string>()));
        var measured = s_report.Curve(layer => layer.InDistribution.Accuracy);
        Assert.Equal(measured, accuracy[0]!["y"]!.AsArray().Select(y => y!.GetValue<double>()), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Html_for_other_hosts_has_the_same_parts_and_plain_text_the_table()
    {
        var html = Write(Formatters()[1]);
        Assert.Equal(5, html.Split("data-deepdive-figure=").Length - 1 - (html.Split("querySelectorAll('[data-deepdive-figure=").Length - 1));
        Assert.Contains("<table", html, StringComparison.Ordinal);
        var text = Write(Formatters()[2]);
        Assert.Contains("layer 2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
    }

    private static TunnelReport Report()
    {
        var split = Splits.Random(Disk.Generate(new DiskOptions { Count = 200, Seed = 4 }));
        return Tunnel.Analyze(Mlp.Create<float>(2, 2, 8, 2, Activation.ReLU, new RandomStream(1)), split, split);
    }

    // As a host finds them, by name.
    private static object[] Formatters()
    {
        var attribute = typeof(TunnelReport).GetCustomAttributes(true).Single(one => one.GetType().Name == "TypeFormatterSourceAttribute");
        var source = Activator.CreateInstance((Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!)!;
        return [.. (IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!];
    }

    private static string MimeType(object formatter) => (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!;

    private static string Write(object formatter)
    {
        using var writer = new StringWriter();
        Assert.True((bool)formatter.GetType().GetMethod("Format")!.Invoke(formatter, [s_report, writer])!);
        return writer.ToString();
    }
}
