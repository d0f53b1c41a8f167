namespace DeepDive.Training;

/// <summary>How well logits match labels.</summary>
/// <param name="Loss">Mean over the rows: cross-entropy in nats, or the loss that was minimised (<see cref="TrainingOptions.Loss"/>), without penalties.</param>
/// <param name="Error">Share of rows whose largest logit is not their class, in 0…1; 0 for <see cref="Loss.Reconstruction"/>, which has no classes.</param>
public readonly record struct Score(double Loss, double Error);
