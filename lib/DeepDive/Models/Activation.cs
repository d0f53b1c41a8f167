namespace DeepDive.Models;

/// <summary>The nonlinearity after a dense layer, applied to each element.</summary>
public enum Activation
{
    /// <summary>z.</summary>
    Identity,

    /// <summary>max(z, 0).</summary>
    ReLU,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(−z)).</summary>
    Sigmoid,

    /// <summary>z².</summary>
    Quadratic,
}
