using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>Colour, dash and marker of one name; any two differ in more than colour.</summary>
internal sealed record Style(string Colour, string Dash, string Symbol)
{
    private static readonly string[] s_dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
    private static readonly string[] s_symbols = ["circle", "square", "diamond", "triangle-up", "cross", "x", "triangle-down", "star"];

    /// <summary>Style of name <paramref name="index"/> of <paramref name="count"/>.</summary>
    public static Style Of(Palette palette, int index, int count) =>
        new(Colours.Of(palette, index, count), s_dashes[index % s_dashes.Length], s_symbols[(index + index / s_symbols.Length) % s_symbols.Length]);

    /// <summary>Line as Plotly takes it.</summary>
    public JsonObject Line => new() { ["color"] = Colour, ["width"] = 2, ["dash"] = Dash };

    /// <summary>Marker as Plotly takes it.</summary>
    public JsonObject Marker(int size) => new() { ["color"] = Colour, ["size"] = size, ["symbol"] = Symbol };
}
