namespace DeepDive.Data;

/// <summary>How a hidden manifold's projected latents u = cF/√d become inputs: the map σ, element by element except for the last.</summary>
public enum ManifoldMap
{
    /// <summary>σ(u) = u: the inputs are linear in the latents.</summary>
    Identity,

    /// <summary>σ(u) = 1/(1 + e^−u), as in the original.</summary>
    Sigmoid,

    /// <summary>σ(u) = tanh u.</summary>
    Tanh,

    /// <summary>σ(u) = max(0, u).</summary>
    ReLU,

    /// <summary>
    /// A random network of two layers: <c>σ(u) = (sin(g·u + b) − sin b)·V / √(D·(1 − e^−g²))</c> with b ~ U[0, 2π)^D,
    /// V ~ N(0, 1)^{D×D} and gain g. Its hidden layer has random Fourier features (Rahimi and Recht 2007), whose inner
    /// products approach a Gaussian kernel of the latents of width √d/g: close to linear for g → 0, while for large g
    /// no two latent vectors are more alike than any other two. An input's deviation is then √((1 − e^(−g²p/2)) / (1 − e^−g²)) or so:
    /// √(p/2) for g → 0, and 1 for large g.
    /// </summary>
    TwoLayer,
}
