using System.Text.RegularExpressions;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Kernel;

/// <summary>What stands behind a magic command: options such as <c>--name x</c>, and words without one.</summary>
internal sealed partial class MagicArguments
{
    private readonly CellSegment _magic;
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    /// <param name="magic">The command's line.</param>
    /// <param name="options">The options that it knows; each has a value.</param>
    /// <exception cref="CellFailureException">An option is unknown, comes twice or has no value.</exception>
    public MagicArguments(CellSegment magic, params string[] options)
    {
        _magic = magic;
        var parts = Part().Matches(magic.Argument).Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Value).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            if (!parts[i].StartsWith("--", StringComparison.Ordinal))
                _words.Add(parts[i]);
            else if (!options.Contains(parts[i]))
                throw Wrong($"takes {string.Join(", ", options)}, but was given '{parts[i]}'; remove it");
            else if (i + 1 == parts.Count || !_options.TryAdd(parts[i], parts[++i]))
                throw Wrong($"takes {parts[i]} once, with a value behind it; write it so");
        }
    }

    public string? this[string option] => _options.GetValueOrDefault(option);

    /// <summary>The value of an option that must be there.</summary>
    public string Need(string option) => this[option] ?? throw Wrong($"needs {option}; add it with its value");

    /// <summary>The one word that stands without an option.</summary>
    public string Word => _words is [var word] ? word : throw Wrong($"needs one name, but was given {_words.Count}");

    public CellFailureException Wrong(string rule) =>
        new(new CellError($"({_magic.Line},{_magic.Column}): {_magic.Command} {rule}", _magic.Line));

    [GeneratedRegex("""["]([^"]*)["]|\S+""")]
    private static partial Regex Part();
}
