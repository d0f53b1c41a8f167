using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DeepDive.Notebooks;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Live;
using DeepDive.Notebooks.Parameters;

namespace DeepDive.Cli.Serving;

/// <summary>The notebooks that are served, the last run of each, and the one run that there may be at a time.</summary>
/// <param name="paths">Files of the notebooks, each of another name.</param>
/// <param name="threads">Threads to compute with, or null for one a processor.</param>
internal sealed class ServedNotebooks(IReadOnlyList<string> paths, int? threads) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LiveRun> _runs = [];
    private RunProcess? _process;
    private string _running = "";
    private int _count;

    public IReadOnlyList<string> Paths => paths;

    /// <summary>Raised at every change of any run.</summary>
    public Signal Changed { get; } = new();

    public string? PathOf(string name) => paths.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name);

    public LiveRun? LastRun(string name)
    {
        lock (_lock) return _runs.GetValueOrDefault(name);
    }

    public static string FingerprintOf(Notebook notebook) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notebook.ToDib())));

    /// <summary>Checks a request, and starts nothing.</summary>
    /// <returns>The notebook that it is about, as it stands in its file.</returns>
    /// <exception cref="NotebookInputException">The notebook or a parameter is wrong.</exception>
    public Notebook Check(string name, RunRequest request)
    {
        var notebook = Notebook.Load(PathOf(name)!);
        if (request.Values?.FirstOrDefault(entry => entry.Value is null) is { Key: { } key })
            throw new NotebookInputException($"{key} must have a value as text, but was null; leave it out for its default");
        ParameterList.Read(notebook).Resolve(request.Values ?? [], request.Quick);
        return notebook;
    }

    /// <summary>Starts a run.</summary>
    /// <returns>False if another run has not ended.</returns>
    /// <exception cref="NotebookInputException">The notebook or a parameter is wrong; nothing has started.</exception>
    public bool TryStart(string name, RunRequest request)
    {
        var notebook = Check(name, request);
        lock (_lock)
        {
            if (_process is { Ended.IsCompleted: false }) return false;
            _process?.Dispose();
            var run = new LiveRun((++_count).ToString(CultureInfo.InvariantCulture), FingerprintOf(notebook), notebook.Cells.Count, Changed.Raise);
            (_runs[name], _running) = (run, name);
            _process = new RunProcess(notebook.Path, request, threads, run);
        }

        Changed.Raise();
        return true;
    }

    /// <summary>Which notebook runs, or null.</summary>
    public string? Running
    {
        get
        {
            lock (_lock) return _process is { Ended.IsCompleted: false } ? _running : null;
        }
    }

    /// <summary>Stops the run of a notebook within a second.</summary>
    /// <returns>False if it does not run.</returns>
    public async Task<bool> TryStopAsync(string name)
    {
        RunProcess? process;
        lock (_lock) process = _running == name && _process is { Ended.IsCompleted: false } ? _process : null;
        if (process is not null) await process.StopAsync();
        return process is not null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        await _process.StopAsync();
        _process.Dispose();
    }
}
