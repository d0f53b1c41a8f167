using System.Text;

namespace DeepDive.Cli;

/// <summary>Tells of a cell that ends the process: nothing is written then, and it must not look as if all cells had run.</summary>
internal sealed class ExitGuard : IDisposable
{
    private readonly string _notebook;

    public ExitGuard(string notebook)
    {
        _notebook = notebook;
        AppDomain.CurrentDomain.ProcessExit += Tell;
    }

    /// <summary>The run is over.</summary>
    public void Dispose() => AppDomain.CurrentDomain.ProcessExit -= Tell;

    private void Tell(object? sender, EventArgs e)
    {
        if (Environment.ExitCode == ExitCode.Interrupted) return; // it was us
        if (Environment.ExitCode == ExitCode.Success) Environment.ExitCode = ExitCode.CellFailed;

        // Not by Console.Error, which is the cell's here.
        using var error = Console.OpenStandardError();
        error.Write(Encoding.UTF8.GetBytes($"deepdive: {_notebook}: a cell ended the process, so that nothing was written; take its call of Environment.Exit out\n"));
    }
}
