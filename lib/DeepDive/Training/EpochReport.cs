namespace DeepDive.Training;

/// <summary>Scores of the network after an epoch; epoch 0 is the network before training.</summary>
/// <param name="Epoch">Number of epochs trained.</param>
/// <param name="Train">On the rows that weights are fitted on.</param>
/// <param name="Validation">On the rows that stopping is decided on; NaN if there are none.</param>
/// <param name="Test">On the rows that are only ever scored; NaN if there are none.</param>
public readonly record struct EpochReport(int Epoch, Score Train, Score Validation, Score Test);
