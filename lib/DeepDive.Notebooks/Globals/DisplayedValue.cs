using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Kernel;

namespace DeepDive.Notebooks.Globals;

/// <summary>Something that stands in a cell's output and can still be changed.</summary>
public sealed class DisplayedValue
{
    private readonly CellRecorder? _recorder;
    private readonly int _position;

    internal DisplayedValue(CellRecorder? recorder, int position) => (_recorder, _position) = (recorder, position);

    /// <summary>Shows another value in the same place.</summary>
    /// <param name="value">The value.</param>
    public void Update(object? value) => _recorder?.Replace(_position, ValueFormatter.Format(value));
}
