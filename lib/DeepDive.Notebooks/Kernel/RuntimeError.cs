using System.Diagnostics;
using System.Text;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Kernel;

/// <summary>An exception of a cell as its author wants to see it: where in the cell, and nothing of the host.</summary>
internal static class RuntimeError
{
    public static CellError From(Exception exception, string cell)
    {
        // A single exception of a task or of a static initialiser says less than the one inside it.
        while (exception is AggregateException { InnerExceptions.Count: 1 } or TypeInitializationException && exception.InnerException is { } inner)
            exception = inner;
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        var own = frames.FirstOrDefault(frame => Path.GetFileName(frame.GetFileName()) == cell);
        return new CellError($"{exception.GetType()}: {exception.Message}", own?.GetFileLineNumber(), Details(exception));
    }

    private static string Details(Exception exception)
    {
        var text = new StringBuilder();
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current != exception) text.Append("caused by ").Append(current.GetType()).Append(": ").Append(current.Message).Append('\n');
            foreach (var line in (current.StackTrace ?? "").Split('\n').TakeWhile(line => !IsHost(line)))
                if (Clean(line) is { Length: > 0 } frame) text.Append(frame).Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    private static bool IsHost(string line) =>
        line.Contains("Microsoft.CodeAnalysis.Scripting", StringComparison.Ordinal) || line.Contains("DeepDive.Notebooks.Kernel", StringComparison.Ordinal);

    // "at Submission#3.<<Initialize>>d__0.MoveNext() in /folder/cell 4:line 2" is top-level code of a cell.
    private static string Clean(string line)
    {
        line = line.TrimEnd();
        if (line.StartsWith("---", StringComparison.Ordinal) || line.Contains("System.Runtime.CompilerServices", StringComparison.Ordinal)) return "";
        var inFile = line.LastIndexOf(" in ", StringComparison.Ordinal);
        var (method, place) = inFile < 0 ? (line, "") : (line[..inFile], $" in {Path.GetFileName(line[(inFile + 4)..])}");
        return (method.Contains("<<Initialize>>", StringComparison.Ordinal) ? "   at top level" : method) + place;
    }
}
