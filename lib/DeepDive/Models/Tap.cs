namespace DeepDive.Models;

/// <summary>Where a layer's representation is taken.</summary>
public enum Tap
{
    /// <summary>After the nonlinearity: a = f(z).</summary>
    PostActivation,

    /// <summary>Before the nonlinearity: z = x·Wᵀ + b.</summary>
    PreActivation,
}
