using System.Text;
using Spectre.Console;
using Spectre.Console.Advanced;
using Spectre.Console.Rendering;

namespace DeepDive.Cli.Watching;

/// <summary>The last lines of a terminal, drawn over again and again; other lines scroll away above them.</summary>
/// <remarks>
/// The cursor always stands on a line of its own below, and is never hidden: however the process ends, even by a kill, the
/// terminal is as a shell wants it. Spectre's own live display hides it, and leaves remains behind when a window is made narrower.
/// </remarks>
/// <param name="console">The terminal.</param>
internal sealed class LiveRegion(IAnsiConsole console)
{
    private int[] _widths = []; // of the lines that stand there

    /// <summary>Columns; a terminal that does not know says 0.</summary>
    public int Width => console.Profile.Width is > 0 and var width ? width : 80;

    /// <summary>Rows, of which the last is the cursor's.</summary>
    public int Height => console.Profile.Height is > 0 and var height ? height : 24;

    /// <summary>Draws what stands there now.</summary>
    /// <param name="above">Lines that scroll away, as they are.</param>
    /// <param name="content">What is drawn over the next time; no line may be wider than the terminal.</param>
    public void Draw(IEnumerable<string> above, IRenderable content)
    {
        var (width, room) = (Width, Height - 1);
        var frame = new StringBuilder();
        // A terminal that became narrower has broken the lines that stood there.
        var rows = _widths.Sum(before => Math.Max(1, (before + width - 1) / width));
        if (rows > 0) frame.Append($"\e[{rows}A");
        frame.Append("\r\e[J");
        foreach (var line in above) frame.Append(line).Append('\n');
        // What does not fit could not be drawn over.
        var lines = console.ToAnsi(content).TrimEnd('\n').Split('\n').Take(room).ToList();
        foreach (var line in lines) frame.Append(line).Append('\n');
        _widths = [.. lines.Select(line => new Segment(Terminal.Printable(line)).CellCount())];
        console.Profile.Out.Writer.Write(frame.ToString());
    }

    /// <summary>Draws for the last time; it stays.</summary>
    public void Leave(IEnumerable<string> above, IRenderable content)
    {
        Draw(above, content);
        _widths = [];
    }
}
