namespace DeepDive.Bench.Rivals;

/// <summary>A rival cannot run; the message says why, in the table's words.</summary>
internal sealed class RivalException(string message) : Exception(message);
