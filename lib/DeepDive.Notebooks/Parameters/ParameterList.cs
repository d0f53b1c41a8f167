using DeepDive.Notebooks.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDive.Notebooks.Parameters;

/// <summary>The parameters that a notebook declares in its first C# cell that begins with <c>// parameters</c>.</summary>
public sealed class ParameterList
{
    private const string Mark = "// parameters";

    private ParameterList(Cell? cell, IReadOnlyList<Parameter> items) => (Cell, Items) = (cell, items);

    /// <summary>The cell that declares them, or null if there is none.</summary>
    public Cell? Cell { get; }

    /// <summary>The parameters in the order of their declaration.</summary>
    public IReadOnlyList<Parameter> Items { get; }

    /// <summary>Finds and reads a notebook's parameters; nothing runs.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <exception cref="NotebookInputException">A parameter's comment, default or quick value is wrong.</exception>
    public static ParameterList Read(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var cell = notebook.Cells.FirstOrDefault(cell => cell.IsCSharp && cell.Text.Split('\n')[0].Trim() == Mark);
        return new ParameterList(cell, cell is null ? [] : [.. Declarations(cell).Select(field => ReadParameter(field, cell, notebook)).OfType<Parameter>()]);
    }

    /// <summary>Checks overrides and gives the value of every parameter; nothing runs.</summary>
    /// <param name="overrides">Values by name, as the command line gives them.</param>
    /// <param name="quick">Whether parameters without an override take their quick value.</param>
    /// <exception cref="NotebookInputException">A name is unknown, or a value is of the wrong type or not allowed.</exception>
    public IReadOnlyList<ParameterValue> Resolve(IReadOnlyDictionary<string, string> overrides, bool quick)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        foreach (var name in overrides.Keys)
            if (!Items.Any(parameter => parameter.Name == name)) throw Unknown(name);
        return [.. Items.Select(parameter =>
            overrides.TryGetValue(parameter.Name, out var text) ? parameter.Read(text, isOverride: true)
            : quick && parameter.Quick is { } preset ? parameter.Read(preset, isOverride: true)
            : parameter.Read(parameter.Default, isOverride: false))];
    }

    private static IEnumerable<FieldDeclarationSyntax> Declarations(Cell cell) =>
        CSharpSyntaxTree.ParseText(cell.Text, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script))
            .GetCompilationUnitRoot().Members.OfType<FieldDeclarationSyntax>()
            .Where(field => field.Declaration.Variables is [{ Initializer: not null }] && !field.Modifiers.Any(SyntaxKind.ConstKeyword));

    private static Parameter? ReadParameter(FieldDeclarationSyntax field, Cell cell, Notebook notebook)
    {
        var variable = field.Declaration.Variables[0];
        var value = variable.Initializer!.Value;
        var type = field.Declaration.Type.IsVar ? Literal.TypeOf(value) : Literal.TypeNamed(field.Declaration.Type.ToString());
        if (type is null) return null;
        try
        {
            var comment = ParameterComment.Parse(Comment(field), type);
            var parameter = new Parameter(variable.Identifier.Text, type, value.ToString(), comment.Domain, comment.Description, comment.Quick);
            parameter.Read(parameter.Default, isOverride: false);
            if (comment.Quick is not null) parameter.Read(comment.Quick, isOverride: true);
            return parameter;
        }
        catch (Exception e) when (e is FormatException or NotebookInputException)
        {
            var line = cell.Line + field.GetLocation().GetLineSpan().StartLinePosition.Line;
            throw new NotebookInputException($"{notebook.Path} line {line}: the declaration of '{variable.Identifier.Text}' is wrong: {e.Message}", e);
        }
    }

    private static string Comment(FieldDeclarationSyntax field) =>
        field.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)).ToString().TrimStart('/');

    private NotebookInputException Unknown(string name)
    {
        var nearest = Items.Select(parameter => parameter.Name).MinBy(known => EditDistance.Between(known, name));
        return new NotebookInputException(nearest is null
            ? $"a parameter must be declared in the notebook's '{Mark}' cell, but there is none for '{name}'; run without --set"
            : $"a parameter must be declared in the notebook's '{Mark}' cell, but '{name}' is not; did you mean '{nearest}'?");
    }
}
