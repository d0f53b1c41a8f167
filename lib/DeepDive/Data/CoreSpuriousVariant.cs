namespace DeepDive.Data;

/// <summary>How core/spurious data's two latents become inputs.</summary>
public enum CoreSpuriousVariant
{
    /// <summary>Inputs (core, spurious).</summary>
    Plain,

    /// <summary>Input (core): the spurious column is absent. It is still drawn, so that latents, groups and core values are those of <see cref="Plain"/>.</summary>
    NoSpurious,

    /// <summary>Inputs (core · cos θ + spurious · sin θ, −core · sin θ + spurious · cos θ): both columns turned by an angle θ.</summary>
    Rotated,

    /// <summary>
    /// Inputs ((core, spurious) · Q)², element by element, with a random orthogonal 2×2 matrix Q drawn from the seed.
    /// The square takes a row and its mirror image (−core, −spurious), which has the other label, to the same
    /// inputs: without noise columns no classifier beats chance on new rows. As in the original.
    /// </summary>
    Quadratic,
}
