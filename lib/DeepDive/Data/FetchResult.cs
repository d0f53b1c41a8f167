namespace DeepDive.Data;

/// <summary>What lies in the cache after a fetch.</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="Rows">Number of rows; it is the expected one in every class, otherwise the fetch fails.</param>
/// <param name="RefusedRows">Number of damaged rows in the source that were left out.</param>
/// <param name="WasCached">Whether the cache held the set already and was found whole.</param>
public sealed record FetchResult(string Name, int Rows, int RefusedRows, bool WasCached)
{
    /// <summary>One sentence for a reader.</summary>
    public override string ToString() =>
        $"{Name}: {Rows:N0} rows, as many in every class as expected; {RefusedRows} damaged rows of the source refused; {(WasCached ? "was in the cache, checksum fits" : "fetched, checksum fits")}";
}
