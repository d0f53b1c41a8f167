using System.Diagnostics;
using DeepDive.Notebooks.Kernel;

namespace DeepDive.Notebooks.Running;

/// <summary>Hears how far the code of a cell is: a <see cref="DiagnosticListener"/> named "DeepDive.Progress" tells it.</summary>
/// <remarks>Neither side needs a reference to the other.</remarks>
internal sealed class ProgressRelay : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string ListenerName = "DeepDive.Progress";
    private const string EventName = "progress";

    private readonly CellSession _session;
    private readonly IDisposable _listeners;
    private readonly List<IDisposable> _subscriptions = [];

    public ProgressRelay(CellSession session)
    {
        _session = session;
        _listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name != ListenerName) return;
        lock (_subscriptions) _subscriptions.Add(value.Subscribe(this, name => name == EventName));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // Threads that were made before the run carry no session; those of another run carry another.
        var isOurs = CellSession.Current is null || CellSession.Current == _session;
        if (isOurs && value is { Key: EventName, Value: (string text, double fraction) })
            _session.Cell?.Progress(text, Math.Clamp(fraction, 0, 1));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        _listeners.Dispose();
        lock (_subscriptions) _subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
