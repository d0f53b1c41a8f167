namespace DeepDive.Analysis;

/// <summary>How <see cref="Umap"/> draws rows. The defaults are those of its authors' program but for <see cref="Negatives"/>.</summary>
public sealed record UmapOptions
{
    /// <summary>k: rows that make up a neighbourhood, the row itself included, in 2…n. More show the large structure, fewer the small one.</summary>
    public int Neighbours { get; init; } = 15;

    /// <summary>Distance within which neighbours may lie on each other, in [0, <see cref="Spread"/>].</summary>
    public double MinDistance { get; init; } = 0.1;

    /// <summary>Scale of the picture, &gt; 0.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>Passes over the edges, ≥ 1; null for 500 up to 10,000 rows and 200 beyond.</summary>
    public int? Epochs { get; init; }

    /// <summary>Rows pushed away for each neighbour pulled near, ≥ 0. The authors' program takes 5; 10 were chosen on the data sets that the pictures are compared on.</summary>
    public int Negatives { get; init; } = 10;

    /// <summary>Seed of the rows pushed away.</summary>
    public ulong Seed { get; init; }

    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    internal void ThrowIfInvalid(int rows)
    {
        if (Neighbours < 2 || Neighbours > rows) throw new ArgumentException($"neighbours must lie in 2…{rows}, the number of rows, but was {Neighbours}; 15 is usual");
        if (!(Spread > 0 && double.IsFinite(Spread))) throw new ArgumentException(FormattableString.Invariant($"the spread must be > 0 and finite, but was {Spread}; 1 is usual"));
        if (!(MinDistance >= 0 && MinDistance <= Spread)) throw new ArgumentException(FormattableString.Invariant($"the least distance must lie in [0, {Spread}], the spread, but was {MinDistance}; 0.1 is usual"));
        if (Epochs < 1) throw new ArgumentException($"epochs must be ≥ 1, but was {Epochs}; use null for as many as are usual");
        if (Negatives < 0) throw new ArgumentException($"negatives must be ≥ 0, but was {Negatives}; 10 is usual");
    }
}
