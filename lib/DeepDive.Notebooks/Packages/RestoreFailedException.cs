namespace DeepDive.Notebooks.Packages;

/// <summary>The SDK could not restore packages; the message is its first error.</summary>
internal sealed class RestoreFailedException(string message) : Exception(message);
