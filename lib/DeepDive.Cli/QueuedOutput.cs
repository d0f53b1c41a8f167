using System.Collections.Concurrent;
using System.Text;

namespace DeepDive.Cli;

/// <summary>Standard output, or standard error, for whoever watches a run: what is written waits in a queue, and one thread writes it.</summary>
/// <remarks>
/// The stream of standard output locks <see cref="Console.Out"/>, which a cell that writes holds while its text is told to those
/// who watch. Were they to write by themselves, each would wait for the other. Nor may they wait for room in the queue: whoever
/// writes much asks <see cref="HasRoom"/> first, and leaves text out while there is none.
/// </remarks>
internal sealed class QueuedOutput : TextWriter
{
    /// <summary>Characters that wait before <see cref="HasRoom"/> says no.</summary>
    public const int MostPending = 4_000_000;

    private readonly BlockingCollection<string> _queue = [];
    private readonly Task _writing;
    private long _pending;

    /// <param name="output">Where the text goes; closed at the end.</param>
    public QueuedOutput(Stream output) =>
        _writing = Task.Factory.StartNew(() => WriteAll(output), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc/>
    public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether less waits than may.</summary>
    public bool HasRoom => Interlocked.Read(ref _pending) < MostPending;

    /// <summary>Standard output itself: Console.Out is the notebook's while a cell runs.</summary>
    public static QueuedOutput Standard() => new(Console.OpenStandardOutput());

    /// <summary>Standard error itself.</summary>
    public static QueuedOutput StandardError() => new(Console.OpenStandardError());

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (value is not { Length: > 0 }) return;
        Interlocked.Add(ref _pending, value.Length);
        try
        {
            _queue.Add(value);
        }
        catch (InvalidOperationException)
        {
            // The run is over, and a timer has something left to say.
        }
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // A run that is over has told everything once this returns.
        _queue.CompleteAdding();
        _writing.Wait();
        base.Dispose(disposing);
    }

    private void WriteAll(Stream output)
    {
        try
        {
            using var writer = new StreamWriter(output, Encoding);
            foreach (var text in Taken())
            {
                writer.Write(text);
                if (_queue.Count == 0) writer.Flush();
            }
        }
        catch (IOException)
        {
            // Nobody reads any more; the run goes on, and what it says is not kept.
            foreach (var _ in Taken()) { }
        }
    }

    private IEnumerable<string> Taken()
    {
        foreach (var text in _queue.GetConsumingEnumerable())
        {
            try
            {
                yield return text;
            }
            finally
            {
                Interlocked.Add(ref _pending, -text.Length);
            }
        }
    }
}
