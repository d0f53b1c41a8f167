namespace DeepDive.Figures;

/// <summary>How the series of a figure are coloured; dash and marker vary with the colour.</summary>
public enum Palette
{
    /// <summary>Unordered names: the colours of Okabe and Ito (2008), black replaced by grey.</summary>
    Categories,

    /// <summary>An order, such as depths: blue over red to yellow, in equal perceptual steps.</summary>
    Ordered,
}
