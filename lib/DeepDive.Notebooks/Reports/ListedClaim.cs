namespace DeepDive.Notebooks.Reports;

/// <summary>A claim on the index page.</summary>
/// <param name="Entry">The notebook that tested it.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Number">Its number on the notebook's page, from 1.</param>
internal sealed record ListedClaim(IndexEntry Entry, Claim Claim, int Number);
