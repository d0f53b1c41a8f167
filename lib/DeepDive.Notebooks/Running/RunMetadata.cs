namespace DeepDive.Notebooks.Running;

/// <summary>What the caller knows about the code that runs; it stands at the foot of the report.</summary>
/// <param name="LibraryVersion">Version of the library, such as "0.1.0".</param>
/// <param name="Commit">Commit it was built from, or null if it is not known.</param>
public sealed record RunMetadata(string LibraryVersion, string? Commit);
