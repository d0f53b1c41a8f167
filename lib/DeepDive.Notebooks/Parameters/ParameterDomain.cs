using System.Globalization;

namespace DeepDive.Notebooks.Parameters;

/// <summary>The values that a parameter allows: all, an interval of numbers, or a set.</summary>
public sealed class ParameterDomain
{
    private readonly (double Low, double High)? _interval;
    private readonly IReadOnlyList<object>? _choices;

    private ParameterDomain((double, double)? interval, IReadOnlyList<object>? choices) => (_interval, _choices) = (interval, choices);

    /// <summary>Any value of the type.</summary>
    public static ParameterDomain Any { get; } = new(null, null);

    /// <summary>Lowest number allowed, or null if there is no interval.</summary>
    public double? Low => _interval?.Low;

    /// <summary>Highest number allowed, or null if there is no interval.</summary>
    public double? High => _interval?.High;

    /// <summary>The values allowed, or none if there is no set.</summary>
    public IReadOnlyList<object> Choices => _choices ?? [];

    /// <summary>Numbers from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    /// <param name="low">Lowest.</param>
    /// <param name="high">Highest.</param>
    public static ParameterDomain Interval(double low, double high) => new((low, high), null);

    /// <summary>One of the given values.</summary>
    /// <param name="choices">The values.</param>
    public static ParameterDomain OneOf(IReadOnlyList<object> choices) => new(null, choices);

    /// <summary>Whether a value, both ends of a range, or every element of an array is allowed; an array of none is not, where only some are.</summary>
    /// <param name="value">A value of the parameter's type.</param>
    public bool Contains(object value) => this == Any || (value is not Array { Length: 0 } && Parts(value).All(part =>
        (_interval is not var (low, high) || (Number(part) is var number && number >= low && number <= high))
        && (_choices is null || _choices.Contains(part))));

    /// <summary>The domain as a notebook writes it: <c>[0, 1]</c>, <c>{plain, none}</c>, or nothing.</summary>
    public override string ToString() => this switch
    {
        { _interval: var (low, high) } => $"[{End(low)}, {End(high)}]",
        { _choices: { } choices } => $"{{{string.Join(", ", choices.Select(choice => Convert.ToString(choice, CultureInfo.InvariantCulture)))}}}",
        _ => "",
    };

    private static string End(double end) =>
        double.IsInfinity(end) ? (end > 0 ? "∞" : "−∞") : end.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<object> Parts(object value) => value switch
    {
        Range range => [range.Start.Value, range.End.Value],
        Array array => array.Cast<object>(),
        _ => [value],
    };

    private static double Number(object part) => Convert.ToDouble(part, CultureInfo.InvariantCulture);
}
