using System.Diagnostics;
using DeepDive.Notebooks.Live;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Serving;

/// <summary>The process that shows this one's run: it is told what happens, and this one does not outlive it.</summary>
internal sealed class ParentProcess : IDisposable
{
    private readonly QueuedOutput _out = QueuedOutput.Standard();
    private readonly LiveEventWriter _writer;

    /// <param name="id">Its process id.</param>
    public ParentProcess(int id)
    {
        _writer = new LiveEventWriter(_out, () => _out.HasRoom);
        _ = EndWithAsync(id);
    }

    public INotebookObserver Observer => _writer;

    public void Dispose()
    {
        _writer.Dispose();
        _out.Dispose();
    }

    private static async Task EndWithAsync(int id)
    {
        try
        {
            using var parent = Process.GetProcessById(id);
            await parent.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It has gone already.
        }

        Environment.Exit(ExitCode.Interrupted);
    }
}
