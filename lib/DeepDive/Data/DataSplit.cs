namespace DeepDive.Data;

/// <summary>A data set in three disjoint parts: fitted on, chosen on, scored on.</summary>
/// <param name="Train">Rows that weights are fitted on.</param>
/// <param name="Validation">Rows that stopping is decided on.</param>
/// <param name="Test">Rows that are only ever scored.</param>
public sealed record DataSplit(DataSet Train, DataSet Validation, DataSet Test);
