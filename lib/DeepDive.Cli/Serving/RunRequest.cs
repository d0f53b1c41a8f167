namespace DeepDive.Cli.Serving;

/// <summary>What a reader asks to run: a preset, and the parameters that were changed from it, as --set takes them.</summary>
internal sealed record RunRequest(bool Quick, Dictionary<string, string>? Values);
