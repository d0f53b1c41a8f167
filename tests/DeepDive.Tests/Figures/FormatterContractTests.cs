using System.Collections;
using System.Text.Json.Nodes;
using DeepDive.Figures;

namespace DeepDive.Tests.Figures;

/// <summary>Calls formatters as a notebook host does: by name alone, without a reference to any type of ours.</summary>
public class FormatterContractTests
{
    private static readonly Claim s_claim = new("rank-peak", "a < b", "source", "≈ 2.3", 2.2, double.NaN, 3, Verdict.NotReproduced);

    public static TheoryData<object, string[]> Shown() => new()
    {
        { FigureJsonTests.EveryKind()[0], ["application/vnd.plotly.v1+json", "text/html", "text/plain"] },
        { s_claim, ["application/vnd.deepdive.claim+json", "text/html", "text/plain"] },
        { new Table(["a"], [[1]]), ["text/html", "text/plain"] },
    };

    [Theory]
    [MemberData(nameof(Shown), DisableDiscoveryEnumeration = true)]
    public void A_host_finds_the_formatters_by_name(object shown, string[] mimeTypes)
    {
        var formatters = Formatters(shown).ToArray();
        Assert.Equal(mimeTypes, formatters.Select(formatter => Get<string>(formatter, "MimeType")));
        Assert.All(formatters, formatter => Assert.Equal(shown.GetType(), Get<Type>(formatter, "Type")));
        foreach (var formatter in formatters)
        {
            Assert.NotEmpty(Write(formatter, shown)!);
            Assert.Null(Write(formatter, new object()));
        }
    }

    [Theory]
    [MemberData(nameof(Shown), DisableDiscoveryEnumeration = true)]
    public void Notebooks_prefer_html(object shown, string[] mimeTypes)
    {
        Assert.Contains("text/html", mimeTypes);
        Assert.Equal(["text/html"], Get<string[]>(Attribute(shown), "PreferredMimeTypes"));
    }

    [Fact]
    public void A_claim_is_the_json_of_the_contract()
    {
        var json = JsonNode.Parse(Write(Formatters(s_claim).First(), s_claim)!)!.AsObject();
        Assert.Equal(["id", "text", "source", "expected", "measured", "spread", "seeds", "verdict"], json.Select(entry => entry.Key));
        Assert.Equal(2.2, json["measured"]!.GetValue<double>());
        Assert.Null(json["spread"]);
        Assert.Equal("not-reproduced", json["verdict"]!.GetValue<string>());
    }

    private static object Attribute(object shown) =>
        shown.GetType().GetCustomAttributes(true).Single(attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");

    private static IEnumerable<object> Formatters(object shown)
    {
        var source = Activator.CreateInstance(Get<Type>(Attribute(shown), "FormatterSourceType"))!;
        return ((IEnumerable)source.GetType().GetMethod("CreateTypeFormatters", Type.EmptyTypes)!.Invoke(source, null)!).Cast<object>();
    }

    private static string? Write(object formatter, object value)
    {
        using var writer = new StringWriter();
        var format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!;
        return (bool)format.Invoke(formatter, [value, writer])! ? writer.ToString() : null;
    }

    private static T Get<T>(object instance, string property) => (T)instance.GetType().GetProperty(property)!.GetValue(instance)!;
}
