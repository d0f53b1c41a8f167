namespace DeepDive.Analysis;

/// <summary>Which kernel and which estimator of its dependence <see cref="Cka"/> uses.</summary>
public enum CkaKind
{
    /// <summary>Linear kernel, biased: 0…1, too large where features outnumber rows.</summary>
    Linear,

    /// <summary>Linear kernel, unbiased HSIC: about 0 for independent data, may be negative.</summary>
    DebiasedLinear,

    /// <summary>RBF kernel, biased: 0…1.</summary>
    Rbf,

    /// <summary>RBF kernel, unbiased HSIC: may be negative.</summary>
    DebiasedRbf,
}
