namespace DeepDive.Analysis;

/// <summary>Which of a network's k outputs a tangent kernel is of. An output's index stands for that output alone.</summary>
public readonly record struct NtkOutput
{
    private readonly int _index;
    private readonly int _other;
    private readonly Form _form;

    private NtkOutput(Form form, int index, int other = 0) => (_form, _index, _other) = (form, index, other);

    private enum Form
    {
        One,
        LogOdds,
        Trace,
        All,
    }

    /// <summary>The sum of the kernels of all outputs, not divided by k: [n, n].</summary>
    public static NtkOutput Trace { get; } = new(Form.Trace, 0);

    /// <summary>Every output of every row with every other, [n·k, n·k]; output o of row i stands at i·k + o, as in the logits.</summary>
    public static NtkOutput All { get; } = new(Form.All, 0);

    /// <summary>Whether outputs stand apart, so that the kernel has k rows for each row of the inputs.</summary>
    internal bool IsAll => _form == Form.All;

    /// <summary>Output <paramref name="index"/> alone, [n, n].</summary>
    public static implicit operator NtkOutput(int index) => Of(index);

    /// <summary>Output <paramref name="index"/> alone, [n, n].</summary>
    public static NtkOutput Of(int index) => new(Form.One, index);

    /// <summary>
    /// The log-odds ŷ = f_of − f_against of one class against another, log(p_of/p_against) of the softmax's probabilities, [n, n]:
    /// Θ = K_of,of − K_of,against − K_against,of + K_against,against.
    /// </summary>
    /// <param name="of">The class that large values speak for.</param>
    /// <param name="against">The class that they speak against.</param>
    /// <exception cref="ArgumentException">Both are the same class.</exception>
    public static NtkOutput LogOdds(int of = 1, int against = 0) => of != against
        ? new(Form.LogOdds, of, against)
        : throw new ArgumentException($"log-odds must be of two classes, but both were {of}; use {nameof(Of)} for one output alone", nameof(against));

    /// <summary>The output that is subtracted, if any.</summary>
    internal int? Against => _form == Form.LogOdds ? _other : null;

    /// <summary>The first output and the number of them, of a network that has <paramref name="outputCount"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    internal (int First, int Count) Range(int outputCount, string name = "output")
    {
        if (_form is Form.Trace or Form.All) return (0, outputCount);
        ThrowIfOutside(_index, outputCount, name);
        if (Against is { } against) ThrowIfOutside(against, outputCount, name);
        return (_index, 1);
    }

    /// <inheritdoc/>
    public override string ToString() => _form switch
    {
        Form.One => $"output {_index}",
        Form.LogOdds => $"log-odds of output {_index} against output {_other}",
        Form.Trace => "trace over outputs",
        _ => "all outputs",
    };

    private static void ThrowIfOutside(int index, int outputCount, string name)
    {
        if ((uint)index >= (uint)outputCount)
            throw new ArgumentOutOfRangeException(name, $"output must lie in 0…{outputCount - 1}, the network's outputs, but was {index}");
    }
}
