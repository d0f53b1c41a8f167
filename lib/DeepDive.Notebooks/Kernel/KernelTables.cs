using System.Runtime.InteropServices;
using DeepDive.Notebooks.Display;

namespace DeepDive.Notebooks.Kernel;

/// <summary>What the magic commands that only tell something show.</summary>
internal static class KernelTables
{
    private static readonly (string Name, string Meaning)[] s_magics =
    [
        ("#!about", "shows what runs this notebook"),
        ("#!import FILE", "runs a .dib, .ipynb or .cs file"),
        ("#!lsmagic", "lists these commands"),
        ("#!markdown, #!html, #!javascript, #!mermaid, #!csharp", "what follows is of that kind"),
        ("#!set --name NAME --value VALUE", "sets a C# variable to a text, or to @value:NAME, @csharp:NAME, @file:PATH"),
        ("#!share --from KERNEL NAME [--as NAME]", "brings a value into C#"),
        ("#!time", "shows how long the cell took"),
        ("#!value --name NAME [--from-file PATH | --from-value TEXT] [--mime-type TYPE]", "keeps a text"),
        ("#!who", "names the variables"),
        ("#!whos", "shows the variables, their types and values"),
        ("#r \"nuget: NAME, VERSION\"", "uses a package; without a version the newest"),
    ];

    public static FormattedValue Magics() => Table(["Command", "Meaning"], s_magics.Select(magic => new object?[] { magic.Name, magic.Meaning }));

    public static FormattedValue Names(IEnumerable<(string Name, Type Type, object? Value)> variables) =>
        new(MimeTypes.PlainText, string.Join('\n', variables.Select(variable => variable.Name)));

    public static FormattedValue Variables(IEnumerable<(string Name, Type Type, object? Value)> variables) =>
        Table(["Variable", "Type", "Value"], variables.Select(variable => new object?[] { variable.Name, variable.Type.ToString(), PlainText.Of(variable.Value) }));

    public static FormattedValue About() => new(MimeTypes.PlainText, $"""
        Deep Dive {typeof(KernelTables).Assembly.GetName().Version?.ToString(3)}
        .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}
        C# scripting {typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly.GetName().Version?.ToString(3)}
        """);

    private static FormattedValue Table(string[] columns, IEnumerable<object?[]> rows) => new(MimeTypes.Html, HtmlTable.Write(columns, rows));
}
