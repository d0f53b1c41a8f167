namespace DeepDive.Training;

/// <summary>How well logits match labels.</summary>
/// <param name="Loss">Mean cross-entropy over the rows, in nats.</param>
/// <param name="Error">Share of rows whose largest logit is not their class, in 0…1.</param>
public readonly record struct Score(double Loss, double Error);
