namespace DeepDive.Analysis;

/// <summary>Over which of the n² squared distances the median is taken that sets the RBF kernel's width.</summary>
public enum MedianRule
{
    /// <summary>All of them, the n zeros of the diagonal too (Kornblith et al. 2019).</summary>
    All,

    /// <summary>Those that are not zero.</summary>
    NonZero,
}
