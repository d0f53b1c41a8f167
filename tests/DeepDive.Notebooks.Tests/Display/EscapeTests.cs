using System.Text.Json;
using AngleSharp.Html.Parser;
using DeepDive.Notebooks.Display;

namespace DeepDive.Notebooks.Tests.Display;

public class EscapeTests
{
    [Theory]
    [InlineData("let a = \"</script>\";")]
    [InlineData("</SCRIPT ><!-- <script>")]
    [InlineData("if (a<!--b) { /* ]]> */ }\n\\u003c 'δ🧠' \u2028 `${x}`")]
    [InlineData("")]
    public void Any_text_comes_through_a_script_element_whole(string text)
    {
        var page = new HtmlParser().ParseDocument($"<script type=\"application/json\">{Escape.TextInScript(text)}</script><p>after</p>");
        Assert.Equal(text, JsonSerializer.Deserialize<string>(Assert.Single(page.Scripts).Text));
        Assert.Equal("after", page.QuerySelector("body > p")!.TextContent);
    }
}
