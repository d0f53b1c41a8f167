using System.Runtime.InteropServices;

namespace DeepDive.Cli;

/// <summary>Ctrl-C or a polite kill: the first asks the work to stop, and what has not stopped soon is stopped.</summary>
internal sealed class StopSignal : IDisposable
{
    // A runaway cell is abandoned at once; what remains is to write the page of what had finished.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignal() => _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested) return;
        _ = Task.Delay(s_patience).ContinueWith(_ => Environment.Exit(ExitCode.Interrupted), TaskScheduler.Default);
        _source.Cancel();
    }
}
