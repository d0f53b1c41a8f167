using System.Globalization;
using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>The colours of figures. All are safe for the common colour blindnesses and read on white and on dark.</summary>
internal static class Colours
{
    /// <summary>Grid and axis lines: a translucent grey shows on any page.</summary>
    public const string Grid = "rgba(128,128,128,0.22)";

    /// <summary>Frame and ticks.</summary>
    public const string Frame = "rgba(128,128,128,0.7)";

    /// <summary>Okabe and Ito (2008), those of best contrast on white first; grey for their black, which a dark page swallows.</summary>
    public static readonly string[] Categories =
        ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7F7F7F", "#56B4E9", "#E69F00", "#F0E442"];

    /// <summary>
    /// A path through CIELAB of rising lightness (40 to 70) and of rising yellow-blue coordinate, so that its order
    /// survives red-green blindness; neighbours lie about 23 ΔE apart.
    /// </summary>
    public static readonly string[] Ordered =
        ["#045CBB", "#7056BD", "#AB4DAD", "#D24995", "#E9527A", "#F3675E", "#EF8247", "#E19E39"];

    /// <summary>Negative to positive: the two arms have equal lightness.</summary>
    public static readonly string[] Diverging =
        ["#205497", "#6179AF", "#94A1C6", "#C5CBDE", "#F6F6F6", "#E8C3B4", "#D39274", "#B96239", "#992F00"];

    /// <summary>Pale blue to pale vermilion, the tints of the first two categories: points of both show on it.</summary>
    public static readonly string[] TwoClasses = ["#8FC3E0", "#F7F7F7", "#F0B48C"];

    /// <summary>The grey of a photograph.</summary>
    public static readonly string[] Greys = ["#000000", "#FFFFFF"];

    /// <summary>Colour of item <paramref name="index"/> of <paramref name="count"/>.</summary>
    public static string Of(Palette palette, int index, int count) => palette == Palette.Categories
        ? Categories[index % Categories.Length]
        : Blend(count <= 1 ? 0 : (double)index / (count - 1) * (Ordered.Length - 1));

    /// <summary>A colour made translucent.</summary>
    public static string Translucent(string colour, double alpha)
    {
        var (red, green, blue) = Parse(colour);
        return string.Create(CultureInfo.InvariantCulture, $"rgba({red},{green},{blue},{alpha})");
    }

    /// <summary>Evenly spaced stops, as Plotly takes a colour scale.</summary>
    public static JsonArray Stops(string[] colours) => new([.. colours.Select((colour, i) =>
        (JsonNode)new JsonArray(Numeral.Node((double)i / (colours.Length - 1)), colour))]);

    /// <summary>Red, green and blue of "#RRGGBB", 0…255.</summary>
    public static (int Red, int Green, int Blue) Parse(string colour)
    {
        var bits = int.Parse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (bits >> 16, bits >> 8 & 255, bits & 255);
    }

    private static string Blend(double position)
    {
        var low = Math.Min((int)position, Ordered.Length - 2);
        var (from, to, part) = (Parse(Ordered[low]), Parse(Ordered[low + 1]), position - low);
        int Mix(int a, int b) => (int)Math.Round(a + (b - a) * part);
        return $"#{Mix(from.Red, to.Red):X2}{Mix(from.Green, to.Green):X2}{Mix(from.Blue, to.Blue):X2}";
    }
}
