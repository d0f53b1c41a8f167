namespace DeepDive.Web;

/// <summary>The browser scripts of this version, as text to inline in a page.</summary>
public static class BrowserScripts
{
    /// <summary>plotly.js (cartesian bundle), which draws every figure.</summary>
    public static string Plotly => s_plotly.Value;

    private static readonly Lazy<string> s_plotly = new(() => Read("plotly.js"));

    private static string Read(string name)
    {
        using var stream = typeof(BrowserScripts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource '{name}' is missing from {typeof(BrowserScripts).Assembly.Location}; build DeepDive.Web again");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
