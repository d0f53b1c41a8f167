namespace DeepDive.Notebooks.Running;

/// <summary>Why a cell failed.</summary>
/// <param name="Message">What a reader needs to know; compile errors have a line each.</param>
/// <param name="Line">Line of the cell, from 1, or null if it is not known.</param>
/// <param name="Details">Stack trace without the host's frames, or empty.</param>
public sealed record CellError(string Message, int? Line = null, string Details = "");
