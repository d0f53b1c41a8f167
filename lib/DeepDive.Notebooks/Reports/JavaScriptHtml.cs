using DeepDive.Notebooks.Display;

namespace DeepDive.Notebooks.Reports;

/// <summary>JavaScript of a cell, which <c>javascript.js</c> runs and lets write below it.</summary>
internal static class JavaScriptHtml
{
    /// <summary>What every page with JavaScript of a cell contains.</summary>
    public const string Mark = "<div class=\"javascript";

    public static string Write(string code) => $"{Mark} output\"><script type=\"application/json\">{Escape.TextInScript(code)}</script></div>\n";
}
