using DeepDive.Notebooks.Live;
using Microsoft.AspNetCore.Http;

namespace DeepDive.Cli.Serving;

/// <summary>Tells one viewer of a notebook what changes, as server-sent events, as fast as the viewer reads.</summary>
internal static class EventStream
{
    private const string NotRun = """[{"kind":"run","run":"","status":"waiting"}]""";

    // No eye sees more often; and what changes within it goes in one message.
    private static readonly TimeSpan s_leastInterval = TimeSpan.FromMilliseconds(50);

    // A viewer that has gone is noticed when something is sent.
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(10);

    public static async Task WriteAsync(ServedNotebooks notebooks, string name, HttpResponse response, CancellationToken cancellation)
    {
        response.ContentType = "text/event-stream";
        var cursor = new LiveCursor();
        var run = notebooks.LastRun(name);
        // Names every message's end: a notebook that has not run has nothing else to say.
        if (run is null) await SendAsync(response, NotRun, cancellation);
        while (true)
        {
            var changed = notebooks.Changed.Next;
            if (notebooks.LastRun(name) is { } last && last != run) (run, cursor) = (last, new LiveCursor());
            if (run?.ChangesSince(cursor) is { } changes) await SendAsync(response, changes, cancellation);
            else if (!await WaitAsync(changed, cancellation)) await SendAsync(response, null, cancellation);
            await Task.Delay(s_leastInterval, cancellation);
        }
    }

    private static async Task<bool> WaitAsync(Task changed, CancellationToken cancellation)
    {
        try
        {
            await changed.WaitAsync(s_heartbeat, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task SendAsync(HttpResponse response, string? data, CancellationToken cancellation)
    {
        await response.WriteAsync(data is null ? ":\n\n" : $"data: {data}\n\n", cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
