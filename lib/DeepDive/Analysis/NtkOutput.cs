namespace DeepDive.Analysis;

/// <summary>Which of a network's k outputs a tangent kernel is of. An output's index stands for that output alone.</summary>
public readonly record struct NtkOutput
{
    private readonly int _index;
    private readonly Form _form;

    private NtkOutput(Form form, int index) => (_form, _index) = (form, index);

    private enum Form
    {
        One,
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

    /// <summary>The first output and the number of them, of a network that has <paramref name="outputCount"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    internal (int First, int Count) Range(int outputCount, string name = "output")
    {
        if (_form != Form.One) return (0, outputCount);
        if ((uint)_index >= (uint)outputCount)
            throw new ArgumentOutOfRangeException(name, $"output must lie in 0…{outputCount - 1}, the network's outputs, but was {_index}");
        return (_index, 1);
    }

    /// <inheritdoc/>
    public override string ToString() => _form == Form.One ? $"output {_index}" : _form == Form.Trace ? "trace over outputs" : "all outputs";
}
