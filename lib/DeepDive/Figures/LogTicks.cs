using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>Ticks of a logarithmic axis: decades where it spans several, else numbers between them, each written whole.</summary>
internal static class LogTicks
{
    // Few enough that within two decades 1, 2 and 5 are labelled, and not every digit.
    private const int Most = 4, MostOnNarrow = 3;

    // A panel narrower than this, in pixels, has room for fewer.
    private const double Narrow = 300;

    // From this many decades on, plotly.js labels decades alone, with so few ticks.
    private const double ManyDecades = 0.7 * Most;

    /// <summary>Sets the ticks of an axis.</summary>
    /// <param name="json">The axis, as Plotly takes it.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="values">What is drawn along it.</param>
    /// <param name="width">Width of the panel in pixels.</param>
    public static void Set(JsonObject json, Axis axis, IEnumerable<double> values, double width)
    {
        json["nticks"] = width < Narrow ? MostOnNarrow : Most;
        var ends = axis.Enclose(values, margin: 0);
        // Counts and sizes read best as 1, 10, 100, 1k; not so small numbers, for "10m" would be read as ten metres.
        // Without a format, plotly.js writes decades as powers, and between them the leading digit alone: 2, 5, 10, 2, 5.
        if (ends.Min >= 1) json["tickformat"] = "~s";
        else if (ends.Span < ManyDecades) json["tickformat"] = "~g";
        else json["exponentformat"] = "power";
    }
}
