using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DeepDive.Notebooks.Display;

namespace DeepDive.Notebooks.Tests.Display;

public class ValueFormatterTests
{
    public static TheoryData<object?, string> Texts => new()
    {
        { null, "<null>" },
        { "a <b>", "a <b>" },
        { 1234.5, "1234.5" },
        { true, "True" },
        { DayOfWeek.Friday, "Friday" },
        { new[] { 1.5, 2 }, "[1.5, 2]" },
        { (1, 0.5), "(1, 0.5)" },
        { 1..3, "1..3" },
        { Enumerable.Range(0, 60), $"[{string.Join(", ", Enumerable.Range(0, 50))}, …]" },
        { new List<int[]> { new[] { 1 }, new[] { 2, 3 } }, "[[1], [2, 3]]" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Simple_values_are_text_in_any_locale(object? value, string text)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal([new FormattedValue("text/plain", text)], ValueFormatter.Format(value));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Sequences_of_records_are_tables_with_escaped_text()
    {
        var html = ValueFormatter.Format(new[] { new Row("<a>", 1), new Row("b", 2) })[0];
        Assert.Equal("text/html", html.MimeType);
        Assert.Contains("<th scope=\"col\">Name</th><th scope=\"col\" class=\"number\">Count</th>", html.Content, StringComparison.Ordinal);
        Assert.Contains("<td>&lt;a&gt;</td><td class=\"number\">1</td>", html.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void One_record_is_a_table_of_its_properties() =>
        Assert.Contains("<td>Count</td><td class=\"number\">2</td>", ValueFormatter.Format(new Row("b", 2))[0].Content, StringComparison.Ordinal);

    [Fact]
    public void A_dictionary_is_a_table_of_keys_and_values() =>
        Assert.Contains("<td>x</td><td class=\"number\">1</td>", ValueFormatter.Format(new Dictionary<string, int> { ["x"] = 1 })[0].Content, StringComparison.Ordinal);

    [Fact]
    public void An_endless_sequence_is_cut() =>
        Assert.Contains("… and more rows", ValueFormatter.Format(Endless())[0].Content, StringComparison.Ordinal);

    [Fact]
    public void A_type_shows_itself_by_the_attributes_name()
    {
        var values = ValueFormatter.Format(new Shown());
        Assert.Equal([new FormattedValue("application/vnd.plotly.v1+json", "{}"), new FormattedValue("text/html", "<i>html</i>"), new FormattedValue("text/plain", "shown")], values);
    }

    [Fact]
    public void The_attribute_of_a_base_type_or_interface_counts()
    {
        Assert.Equal("{}", ValueFormatter.Format(new ShownChild())[0].Content);
        Assert.Equal("{}", ValueFormatter.Format(new ByContract())[0].Content);
    }

    [Fact]
    public void A_formatter_that_declines_falls_through_to_the_next() =>
        Assert.Equal("<i>html</i>", ValueFormatter.Format(new Shown { Declines = true })[0].Content);

    [Fact]
    public void A_formatter_for_another_type_is_not_asked() =>
        Assert.Equal(["text/html"], ValueFormatter.Format(new Shown(), "text/html").Select(value => value.MimeType).Take(1));

    [Fact]
    public void A_type_the_host_does_not_know_comes_before_the_fallback() =>
        Assert.Equal("text/x-own", ValueFormatter.Format(new Own())[0].MimeType);

    [Fact]
    public void Asking_for_a_form_that_there_is_not_is_refused() =>
        Assert.Throws<ArgumentException>(() => ValueFormatter.Format(1, "image/png"));

    private static IEnumerable<Row> Endless()
    {
        for (var i = 0; ; i++) yield return new Row("r", i);
    }

    private sealed record Row(string Name, int Count);

    [TypeFormatterSource(typeof(Source))]
    private class Shown
    {
        public bool Declines { get; init; }
    }

    private sealed class ShownChild : Shown;

    [TypeFormatterSource(typeof(Source))]
    private interface IContract;

    private sealed class ByContract : IContract;

    [TypeFormatterSource(typeof(OwnSource), PreferredMimeTypes = ["text/x-own"])]
    private sealed class Own;

    [SuppressMessage("Performance", "CA1822", Justification = "the convention asks for an instance method")]
    private sealed class Source
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new Formatter("text/plain", _ => "shown"),
            new Formatter("text/html", _ => "<i>html</i>"),
            new Formatter("application/vnd.plotly.v1+json", value => value is Shown { Declines: true } ? null : "{}"),
            new Formatter("application/vnd.deepdive.claim+json", _ => "never", typeof(string)),
        ];
    }

    [SuppressMessage("Performance", "CA1822", Justification = "the convention asks for an instance method")]
    private sealed class OwnSource
    {
        public IEnumerable<object> CreateTypeFormatters() => [new Formatter("text/x-own", _ => "own")];
    }

    private sealed class Formatter(string mimeType, Func<object, string?> format, Type? type = null)
    {
        public string MimeType => mimeType;

        public Type? Type => type;

        public bool Format(object instance, TextWriter writer)
        {
            var text = format(instance);
            writer.Write(text);
            return text is not null;
        }
    }
}
