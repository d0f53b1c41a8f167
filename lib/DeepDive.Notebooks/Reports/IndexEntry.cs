using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Reports;

/// <summary>A notebook on the index page.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Link">Address of its page, relative to the index.</param>
public sealed record IndexEntry(NotebookRun Run, string Link);
