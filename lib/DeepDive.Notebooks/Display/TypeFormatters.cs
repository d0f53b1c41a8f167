using System.Collections.Concurrent;

namespace DeepDive.Notebooks.Display;

/// <summary>The formatters that a type brings with it, found by name: see <c>TypeFormatterSourceAttribute</c>.</summary>
/// <remarks>
/// The attribute's simple name is all that counts, so a library can show its types in this host and in others without
/// referencing any of them.
/// </remarks>
internal sealed class TypeFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";

    private static readonly ConcurrentDictionary<Type, TypeFormatters> s_byType = new();

    private readonly List<Formatter> _formatters;

    private TypeFormatters(Type type)
    {
        var attributes = SelfAndBases(type).SelectMany(AttributesOf).ToList();
        _formatters = [.. attributes.SelectMany(CreateFormatters)];
        Preference = [.. attributes.SelectMany(PreferredMimeTypes).Distinct()];
    }

    /// <summary>MIME types that the type itself prefers, best first.</summary>
    public IReadOnlyList<string> Preference { get; }

    /// <summary>Every MIME type there is a formatter for.</summary>
    public IEnumerable<string> MimeTypes => _formatters.Select(formatter => formatter.MimeType).Distinct();

    public static TypeFormatters For(Type type) => s_byType.GetOrAdd(type, static type => new TypeFormatters(type));

    /// <summary>Formats a value, or returns null if no formatter of that MIME type takes it.</summary>
    public string? Format(object value, string mimeType)
    {
        foreach (var formatter in _formatters.Where(formatter => formatter.MimeType == mimeType && formatter.Takes(value)))
        {
            using var writer = new StringWriter();
            if (formatter.Write(value, writer)) return writer.ToString();
        }

        return null;
    }

    private static IEnumerable<Type> SelfAndBases(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType) yield return current;
        foreach (var contract in type.GetInterfaces()) yield return contract;
    }

    private static IEnumerable<object> AttributesOf(Type type) =>
        type.GetCustomAttributes(inherit: false).Where(attribute => attribute.GetType().Name == AttributeName);

    private static string[] PreferredMimeTypes(object attribute) => Get<string[]>(attribute, "PreferredMimeTypes") ?? [];

    private static IEnumerable<Formatter> CreateFormatters(object attribute)
    {
        var sourceType = Get<Type>(attribute, "FormatterSourceType")
            ?? throw new InvalidOperationException($"{attribute.GetType()} must have a public property 'Type FormatterSourceType', but it has none");
        var source = Activator.CreateInstance(sourceType)!;
        var create = sourceType.GetMethod("CreateTypeFormatters", Type.EmptyTypes);
        return create?.Invoke(source, null) is IEnumerable<object> formatters
            ? formatters.Select(formatter => new Formatter(formatter))
            : throw new InvalidOperationException($"{sourceType} must have a public method 'IEnumerable<object> CreateTypeFormatters()', but it has none");
    }

    private static T? Get<T>(object owner, string property)
        where T : class => owner.GetType().GetProperty(property)?.GetValue(owner) as T;

    private sealed class Formatter
    {
        private readonly Type? _type;

        public Formatter(object formatter)
        {
            var type = formatter.GetType();
            MimeType = Get<string>(formatter, "MimeType") ?? throw Missing(type, "string MimeType");
            _type = Get<Type>(formatter, "Type");
            var format = type.GetMethod("Format", [typeof(object), typeof(TextWriter)]) ?? throw Missing(type, "bool Format(object, TextWriter)");
            Write = format.CreateDelegate<Func<object, TextWriter, bool>>(formatter);
        }

        public string MimeType { get; }

        public Func<object, TextWriter, bool> Write { get; }

        public bool Takes(object value) => _type is null || _type.IsInstanceOfType(value);

        private static InvalidOperationException Missing(Type type, string member) =>
            new($"the formatter {type} must have a public member '{member}', but it has none");
    }
}
