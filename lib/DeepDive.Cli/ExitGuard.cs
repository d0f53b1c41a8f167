using System.Text;
using DeepDive.Cli.Watching;

namespace DeepDive.Cli;

/// <summary>Tells of a cell that ends the process, by a call or by an error on a thread of its own: nothing is written then, and it must not look as if all cells had run.</summary>
internal sealed class ExitGuard : IDisposable
{
    private readonly string _notebook;

    public ExitGuard(string notebook)
    {
        _notebook = notebook;
        AppDomain.CurrentDomain.ProcessExit += TellOfExit;
        AppDomain.CurrentDomain.UnhandledException += TellOfError;
    }

    /// <summary>The run is over.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= TellOfExit;
        AppDomain.CurrentDomain.UnhandledException -= TellOfError;
    }

    private void TellOfExit(object? sender, EventArgs e)
    {
        if (Environment.ExitCode == ExitCode.Interrupted) return; // it was us
        if (Environment.ExitCode == ExitCode.Success) Environment.ExitCode = ExitCode.CellFailed;
        Tell("a cell ended the process, so that nothing was written; take its call of Environment.Exit out");
    }

    private void TellOfError(object? sender, UnhandledExceptionEventArgs e)
    {
        Dispose(); // the exit is ours
        var error = (Exception)e.ExceptionObject; // C# throws nothing else
        var place = error.StackTrace?.Split('\n')[0].Trim() ?? "at an unknown place";
        Tell($"a cell's own thread threw {error.GetType()}: {error.Message} ({place}), so that nothing was written; catch it on that thread");
        Environment.Exit(ExitCode.CellFailed);
    }

    private void Tell(string what)
    {
        // Not by Console.Error, which is the cell's here.
        using var error = Console.OpenStandardError();
        error.Write(Encoding.UTF8.GetBytes($"deepdive: {_notebook}: {Terminal.Printable(what)}\n"));
    }
}
