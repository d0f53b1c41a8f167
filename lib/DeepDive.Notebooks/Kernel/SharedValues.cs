using System.Text.Json;
using DeepDive.Notebooks.Display;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepDive.Notebooks.Kernel;

/// <summary>The value kernel, and the ways of a value from there, from a file or from C# into a C# variable.</summary>
internal sealed class SharedValues(CSharpKernel csharp)
{
    private const string Json = "application/json";
    private readonly Dictionary<string, FormattedValue> _values = new(StringComparer.Ordinal);

    /// <summary>Names and texts that <c>#!value</c> keeps.</summary>
    public IReadOnlyDictionary<string, FormattedValue> Values => _values;

    /// <summary><c>#!value --name x</c>: keeps text under a name.</summary>
    /// <returns>Whether the line itself gives the text; if not, what follows it does.</returns>
    public bool TryKeep(CellSegment magic, string? body, string folder)
    {
        var arguments = Arguments(magic);
        var text = arguments["--from-file"] is { } file ? Read(file, folder, arguments) : arguments["--from-value"] ?? body;
        if (text is not null) _values[Name(arguments.Need("--name"), arguments)] = new FormattedValue(arguments["--mime-type"] ?? MimeTypes.PlainText, text);
        return text is not null;
    }

    /// <summary><c>#!set --name x --value text</c>, <c>@value:y</c>, <c>@csharp:y</c> or <c>@file:path</c>.</summary>
    public Task SetAsync(CellSegment magic, string folder)
    {
        var arguments = new MagicArguments(magic, "--name", "--value", "--mime-type");
        var (name, value) = (Name(arguments.Need("--name"), arguments), arguments.Need("--value"));
        if (!value.StartsWith('@')) return Declare(name, Expression(new FormattedValue(arguments["--mime-type"] ?? MimeTypes.PlainText, value), arguments));
        if (value[1..].Split(':', 2) is not [var kernel, var source]) (kernel, source) = ("csharp", value[1..]);
        return kernel == "file"
            ? Declare(name, Expression(new FormattedValue(arguments["--mime-type"] ?? MimeTypes.PlainText, Read(source, folder, arguments)), arguments))
            : Declare(name, From(kernel, source, arguments));
    }

    /// <summary><c>#!share --from value x</c>, with <c>--as y</c> for another name.</summary>
    public Task ShareAsync(CellSegment magic)
    {
        var arguments = new MagicArguments(magic, "--from", "--as", "--mime-type");
        var source = arguments.Word;
        return Declare(Name(arguments["--as"] ?? source, arguments), From(arguments.Need("--from"), source, arguments));
    }

    private static MagicArguments Arguments(CellSegment magic) => new(magic, "--name", "--from-file", "--from-value", "--mime-type");

    private Task Declare(string name, string expression) =>
        expression == name ? Task.CompletedTask : csharp.RunAsync($"var {name} = {expression};", "shared value");

    private string From(string kernel, string name, MagicArguments arguments) => kernel switch
    {
        "csharp" or "c#" or "C#" or "cs" when csharp.Variables.Any(variable => variable.Name == name) => name,
        "value" when _values.TryGetValue(name, out var value) => Expression(value, arguments),
        "csharp" or "c#" or "C#" or "cs" or "value" => throw arguments.Wrong($"needs a value that exists, but {kernel} has no '{name}'; set it before"),
        _ => throw arguments.Wrong($"takes values from csharp or value, but was given '{kernel}', which this host does not run"),
    };

    // JSON numbers, texts and truth values are C#'s own; what has parts is a JsonDocument.
    private static string Expression(FormattedValue value, MagicArguments arguments)
    {
        var text = SymbolDisplay.FormatLiteral(value.Content, quote: true);
        if (value.MimeType != Json) return text;
        try
        {
            using var json = JsonDocument.Parse(value.Content);
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                JsonValueKind.Null => "(object)null",
                JsonValueKind.String => SymbolDisplay.FormatLiteral(json.RootElement.GetString()!, quote: true),
                JsonValueKind.Number => json.RootElement.GetRawText(),
                _ => $"System.Text.Json.JsonDocument.Parse({text})",
            };
        }
        catch (JsonException e)
        {
            throw arguments.Wrong($"needs JSON for {Json}, but the value is none: {e.Message}");
        }
    }

    private static string Name(string name, MagicArguments arguments) => SyntaxFacts.IsValidIdentifier(name)
        ? name
        : throw arguments.Wrong($"needs a name that C# can have, but was given '{name}'; use letters, digits and _");

    private static string Read(string file, string folder, MagicArguments arguments)
    {
        var path = Path.GetFullPath(file.Replace('\\', '/'), folder);
        return File.Exists(path) ? File.ReadAllText(path) : throw arguments.Wrong($"needs a file that exists, but '{path}' does not");
    }
}
