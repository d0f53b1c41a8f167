namespace DeepDive.Data;

/// <summary>What a latent's values mean.</summary>
public enum LatentKind
{
    /// <summary>A quantity: close values are alike.</summary>
    Continuous,

    /// <summary>An angle in radians: 0 and 2π are the same.</summary>
    Angle,

    /// <summary>One of a few values without an order, such as a shape.</summary>
    Discrete,
}
