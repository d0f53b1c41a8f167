namespace DeepDive.Data;

/// <summary>Labels of sprites, and the bands of a spurious factor that go with them. Legend: k classes.</summary>
internal static class SpriteLabels
{
    private const int FirstLarge = 3;

    public static string[] Names(SpriteLabel label) => label switch
    {
        SpriteLabel.Shape => ["square", "ellipse", "heart"],
        SpriteLabel.Scale => ["small", "large"],
        _ => ["both or neither", "heart or large"],
    };

    public static int Of(SpriteLatents latents, SpriteLabel label)
    {
        var large = latents.Scale >= FirstLarge;
        return label switch
        {
            SpriteLabel.Shape => (int)latents.Shape,
            SpriteLabel.Scale => large ? 1 : 0,
            _ => large ^ latents.Shape == SpriteShape.Heart ? 1 : 0,
        };
    }

    public static bool DependsOn(SpriteLabel label, SpriteFactor factor) => factor switch
    {
        SpriteFactor.Shape => label != SpriteLabel.Scale,
        SpriteFactor.Scale => label != SpriteLabel.Shape,
        _ => false,
    };

    public static string[] BandNames(int classes) => classes == 2 ? ["low", "high"] : ["low", "middle", "high"];

    // Bands of k hold ⌊levels/k⌋ or ⌈levels/k⌉ levels each.
    public static int BandOf(int level, int levels, int classes) => level * classes / levels;

    public static int FirstLevel(int band, int levels, int classes) => (band * levels + classes - 1) / classes;
}
