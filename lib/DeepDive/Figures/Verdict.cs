namespace DeepDive.Figures;

/// <summary>Whether a published finding held here.</summary>
public enum Verdict
{
    /// <summary>Neither for nor against: the measurement does not tell.</summary>
    Undecided,

    /// <summary>The finding held.</summary>
    Reproduced,

    /// <summary>The finding did not hold, which is a result as well.</summary>
    NotReproduced,
}
