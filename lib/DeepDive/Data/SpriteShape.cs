namespace DeepDive.Data;

/// <summary>Shape of a sprite, in dSprites' order.</summary>
public enum SpriteShape
{
    /// <summary>A square; a quarter turn leaves it as it is.</summary>
    Square,

    /// <summary>An ellipse with axes 3 : 2; half a turn leaves it as it is.</summary>
    Ellipse,

    /// <summary>A heart: a square on its corner, with half a disk on each of its upper sides.</summary>
    Heart,
}
