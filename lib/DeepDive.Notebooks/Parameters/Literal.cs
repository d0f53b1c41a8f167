using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDive.Notebooks.Parameters;

/// <summary>Typed values as C# literals, and back.</summary>
internal static class Literal
{
    private static readonly Dictionary<Type, string> s_names = new()
    {
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(string)] = "string",
        [typeof(Range)] = "Range",
        [typeof(int[])] = "int[]",
        [typeof(double[])] = "double[]",
        [typeof(string[])] = "string[]",
    };

    public static string NameOf(Type type) => s_names[type];

    public static Type? TypeNamed(string name) =>
        s_names.FirstOrDefault(entry => entry.Value == name.Replace("System.", "", StringComparison.Ordinal)).Key;

    /// <summary>Type that C# gives a literal, or null if it is no literal of a type we know.</summary>
    public static Type? TypeOf(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => KnownType(literal.Token.Value?.GetType()),
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax literal } => KnownType(literal.Token.Value?.GetType()),
        RangeExpressionSyntax => typeof(Range),
        ArrayCreationExpressionSyntax array => TypeNamed(array.Type.ToString()),
        ImplicitArrayCreationExpressionSyntax array => TypeOfArray([.. array.Initializer.Expressions.Select(TypeOf).Distinct()]),
        _ => null,
    };

    /// <summary>Reads a value as the command line gives it: a C# literal, with quotes and brackets left out if you like.</summary>
    public static bool TryRead(string text, Type type, [NotNullWhen(true)] out object? value)
    {
        text = text.Trim();
        if (type == typeof(string))
            value = Unquote(text);
        else
            value = ReadSyntax(text, type) ?? (type == typeof(string[]) ? Words(text) : null);
        return value is not null;
    }

    public static string Write(object value) => value switch
    {
        bool b => b ? "true" : "false",
        int i => i.ToString(CultureInfo.InvariantCulture),
        long l => l.ToString(CultureInfo.InvariantCulture) + "L",
        double d => d.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0",
        float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
        string s => SymbolDisplay.FormatLiteral(s, quote: true),
        Range r => $"{r.Start.Value}..{r.End.Value}",
        Array a => $"new {NameOf(a.GetType())} {{ {string.Join(", ", a.Cast<object>().Select(Write))} }}",
        _ => throw new ArgumentException($"a parameter must be of a known type, but was {value.GetType()}", nameof(value)),
    };

    private static object? ReadSyntax(string text, Type type)
    {
        var whole = ParseAll(text) is { } expression ? Read(expression, type) : null;
        return whole ?? (type.IsArray && ParseAll($"[{text}]") is { } list ? Read(list, type) : null);
    }

    private static string[] Words(string text) =>
        Array.ConvertAll(text.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Unquote);

    private static Type? KnownType(Type? type) => type is not null && s_names.ContainsKey(type) ? type : null;

    private static Type? TypeOfArray(Type?[] elements) => elements switch
    {
        [{ } one] => KnownType(one.MakeArrayType()),
        [_, _] when Array.TrueForAll(elements, type => type == typeof(int) || type == typeof(double)) => typeof(double[]),
        _ => null,
    };

    private static ExpressionSyntax? ParseAll(string text)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        return expression.ContainsDiagnostics || expression.FullSpan.Length != text.Length ? null : expression;
    }

    private static object? Read(ExpressionSyntax expression, Type type) => expression switch
    {
        LiteralExpressionSyntax literal => Convert(literal.Token.Value, type),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax literal } => Negate(Convert(literal.Token.Value, type)),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryPlusExpression, Operand: LiteralExpressionSyntax literal } => Convert(literal.Token.Value, type),
        RangeExpressionSyntax { LeftOperand: { } low, RightOperand: { } high } when type == typeof(Range) =>
            Read(low, typeof(int)) is int start and >= 0 && Read(high, typeof(int)) is int end && end >= start ? start..end : null,
        CollectionExpressionSyntax list when type.IsArray && list.Elements.All(element => element is ExpressionElementSyntax) =>
            ReadArray(list.Elements.Select(element => ((ExpressionElementSyntax)element).Expression), type.GetElementType()!),
        ImplicitArrayCreationExpressionSyntax array when type.IsArray => ReadArray(array.Initializer.Expressions, type.GetElementType()!),
        ArrayCreationExpressionSyntax { Initializer: { } list } when type.IsArray => ReadArray(list.Expressions, type.GetElementType()!),
        InitializerExpressionSyntax list when type.IsArray => ReadArray(list.Expressions, type.GetElementType()!),
        _ => null,
    };

    private static Array? ReadArray(IEnumerable<ExpressionSyntax> expressions, Type elementType)
    {
        var values = expressions.Select(expression => Read(expression, elementType)).ToArray();
        if (values.Contains(null)) return null;
        var array = Array.CreateInstanceFromArrayType(elementType.MakeArrayType(), values.Length);
        Array.Copy(values, array, values.Length);
        return array;
    }

    // Only conversions that lose nothing a reader would notice: whole numbers widen, decimals become float or double.
    private static object? Convert(object? value, Type type) => (value, type) switch
    {
        (bool or string, _) => value.GetType() == type ? value : null,
        (int or long or float or double, _) when value.GetType() == type => IsFinite(value) ? value : null,
        (int i, _) when type == typeof(long) => (long)i,
        (int or long or float or double, _) when type == typeof(double) || type == typeof(float) =>
            System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture) is var number && IsFinite(number) ? number : null,
        _ => null,
    };

    private static bool IsFinite(object value) => double.IsFinite(System.Convert.ToDouble(value, CultureInfo.InvariantCulture));

    private static object? Negate(object? value) => value switch
    {
        int i => -i,
        long l => -l,
        double d => -d,
        float f => -f,
        _ => null,
    };

    private static string Unquote(string text)
    {
        if (text is not ['"', .., '"']) return text;
        return ParseAll(text) is LiteralExpressionSyntax { Token.Value: string value } ? value : text[1..^1];
    }
}
