namespace DeepDive.Data;

/// <summary>How far the fetch of a data set is.</summary>
/// <param name="Stage">What is being done, such as "reading class 3".</param>
/// <param name="Fraction">Share of the whole that is done, in [0, 1].</param>
public readonly record struct FetchProgress(string Stage, double Fraction);
