using DeepDive.Figures;
using DeepDive.Web;

namespace DeepDive.Tests.Figures;

public class FigureHtmlTests
{
    private static Figure Named(string name, string title = "t") =>
        Figure.Lines(title, "x", "y", Series.Of("</script><!--\u2028\u2029&", [0], [1])) with { Name = name };

    [Fact]
    public void Text_cannot_end_the_script_or_open_a_comment()
    {
        var script = Named("escaping").ToHtml();
        script = script[script.LastIndexOf("<script>", StringComparison.Ordinal)..];
        Assert.Equal(1, Count(script, "</script"));
        Assert.DoesNotContain("<!--", script);
        Assert.DoesNotContain('\u2028', script);
        Assert.DoesNotContain('\u2029', script);
        Assert.Contains("\\u003C/script\\u003E", script);
    }

    [Fact]
    public void One_figure_of_the_process_carries_plotly_each_time_and_the_others_name_it()
    {
        var carrier = Named("any").ToHtml().Split("shows the figure \"")[1].Split('"')[0];
        Assert.Equal(1, Count(Named(carrier).ToHtml(), BrowserScripts.Plotly));
        Assert.Equal(1, Count(Named(carrier).ToHtml(), BrowserScripts.Plotly));
        Assert.Equal(0, Count(Named(carrier + "-not").ToHtml(), BrowserScripts.Plotly));
    }

    [Fact]
    public void The_library_can_stand_inside_a_script_element() =>
        Assert.DoesNotContain("</script", BrowserScripts.Plotly, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void The_same_figure_has_the_same_place_and_another_has_its_own()
    {
        Assert.Equal(Place(Named("a")), Place(Named("a")));
        Assert.NotEqual(Place(Named("a")), Place(Named("a", "another title")));
    }

    [Fact]
    public void Alternative_text_caption_and_numbers_are_in_the_page()
    {
        var html = (Named("a") with { AltText = "say \"<b>\"", Caption = "1 < 2" }).ToHtml();
        Assert.Contains("aria-label=\"say &quot;&lt;b&gt;&quot;\"", html);
        Assert.Contains("<figcaption>1 &lt; 2</figcaption>", html);
        Assert.Contains("<table", html);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string Place(Figure figure) => figure.ToHtml().Split("data-deepdive-figure=\"")[1].Split('"')[0];
}
