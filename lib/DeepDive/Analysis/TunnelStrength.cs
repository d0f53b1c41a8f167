namespace DeepDive.Analysis;

/// <summary>How much of its out-of-distribution accuracy a network loses on the way to its last layer (Harun et al. 2024).</summary>
public enum TunnelStrength
{
    /// <summary>At least 95 % is retained.</summary>
    Negligible,

    /// <summary>At least 90 %, but less than 95 %.</summary>
    Weak,

    /// <summary>At least 80 %, but less than 90 %.</summary>
    Medium,

    /// <summary>Less than 80 %.</summary>
    Strong,
}
