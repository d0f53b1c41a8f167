namespace DeepDive.Data;

/// <summary>What the label of a sprite says: a function of its core factors. Over all sprites the classes are equally large.</summary>
public enum SpriteLabel
{
    /// <summary>The shape, three classes.</summary>
    Shape,

    /// <summary>Whether the scale is one of the three upper ones, two classes.</summary>
    Scale,

    /// <summary>Whether exactly one of two things holds: it is a heart, its scale is one of the three upper ones. Two classes; the shape alone says nothing of them, the scale alone is right in two of three sprites.</summary>
    HeartXorLarge,
}
