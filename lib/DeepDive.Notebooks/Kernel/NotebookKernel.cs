using System.Diagnostics;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Globals;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Runs the cells of one notebook, whatever their language.</summary>
internal sealed class NotebookKernel : IDisposable
{
    private readonly Notebook _notebook;
    private readonly CSharpKernel _csharp;
    private readonly SharedValues _values;
    private readonly Stack<string> _importing = [];

    /// <param name="notebook">The notebook.</param>
    public NotebookKernel(Notebook notebook)
    {
        _notebook = notebook;
        _csharp = new CSharpKernel(notebook.Folder);
        _values = new SharedValues(_csharp);
    }

    /// <summary>Runs one cell; its outputs go to the cell session of the caller.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="name">What it is called in stack traces.</param>
    /// <exception cref="CellFailureException">The cell failed.</exception>
    public Task RunAsync(Cell cell, string name) => RunAsync(cell.Kernel, cell.Text, new CodeOrigin(name, _notebook.Folder));

    /// <summary>Runs C# of the host's own, such as an assignment; a value is not shown.</summary>
    public Task RunSilentlyAsync(string code) => _csharp.RunAsync(code, "parameters");

    /// <summary>Lets go of the assemblies that cells loaded.</summary>
    public void Dispose() => _csharp.Dispose();

    private async Task RunAsync(string kernel, string text, CodeOrigin origin)
    {
        if (kernel is KernelCatalog.CSharp or KernelCatalog.Value)
            await RunSegmentsAsync(kernel, text, origin);
        else if (kernel != KernelCatalog.Raw)
            CellSession.Show([Render(kernel, text)]);
    }

    private static FormattedValue Render(string kernel, string text) => kernel switch
    {
        KernelCatalog.Markdown => new(MimeTypes.Markdown, text),
        KernelCatalog.Html => new(MimeTypes.Html, text),
        KernelCatalog.JavaScript => new(MimeTypes.JavaScript, text),
        KernelCatalog.Mermaid => new(MimeTypes.Mermaid, text),
        _ => throw new CellFailureException(new CellError($"a cell must be csharp, markdown, html, javascript or mermaid, but this one is {kernel}, which this host does not run; run it in its own tool")),
    };

    private async Task RunSegmentsAsync(string kernel, string text, CodeOrigin origin)
    {
        var clock = Stopwatch.StartNew();
        var isTimed = false;
        CellSegment? pending = null; // "#!value --name x", whose text follows
        foreach (var segment in CellSegments.Of(text, kernel == KernelCatalog.CSharp, BeginsCSharp))
        {
            if (!segment.IsMagic)
            {
                await RunSegmentAsync(kernel, segment, pending, origin);
                pending = null;
            }
            else if (BeginsCSharp(segment) is not null)
            {
                // What follows belongs to that kernel, up to the next one that is named.
                kernel = _notebook.Kernels.TryFind(segment.Command[2..], out var named) ? named : KernelCatalog.Value;
                pending = segment.Command == "#!value" && segment.Argument.Length > 0 && !_values.TryKeep(segment, null, origin.Folder) ? segment : null;
                if (segment.Command == "#!value" && segment.Argument.Length > 0 && pending is null) kernel = KernelCatalog.CSharp;
            }
            else if (segment.Command == "#!time")
            {
                isTimed = true;
            }
            else
            {
                await RunMagicAsync(segment, origin);
            }
        }

        if (pending is not null) _values.TryKeep(pending, "", origin.Folder);
        if (isTimed) CellSession.Show([new FormattedValue(MimeTypes.PlainText, $"Wall time: {clock.Elapsed.TotalMilliseconds:F1} ms")]);
    }

    // A line such as "#!html", or "#!value --name x"; null if it is another command.
    private bool? BeginsCSharp(CellSegment magic)
    {
        if (magic.Command == "#!value") return magic.Argument.Contains("--from-", StringComparison.Ordinal);
        return magic.Argument.Length == 0 && _notebook.Kernels.TryFind(magic.Command[2..], out var kernel) ? kernel == KernelCatalog.CSharp : null;
    }

    private Task RunMagicAsync(CellSegment magic, CodeOrigin origin) => magic.Command switch
    {
        "#!import" => ImportAsync(magic, origin),
        "#!set" => _values.SetAsync(magic, origin.Folder),
        "#!share" => _values.ShareAsync(magic),
        "#!who" => Show(KernelTables.Names(_csharp.Variables)),
        "#!whos" => Show(KernelTables.Variables(_csharp.Variables)),
        "#!lsmagic" => Show(KernelTables.Magics()),
        "#!about" => Show(KernelTables.About()),
        _ => throw Unknown(magic),
    };

    private static Task Show(FormattedValue value)
    {
        CellSession.Show([value]);
        return Task.CompletedTask;
    }

    private async Task RunSegmentAsync(string kernel, CellSegment segment, CellSegment? value, CodeOrigin origin)
    {
        if (value is not null)
        {
            _values.TryKeep(value, segment.Text.Trim('\n'), origin.Folder);
        }
        else if (kernel == KernelCatalog.Value)
        {
            throw new CellFailureException(new CellError("a value needs a name, but this one has none; begin the cell with '#!value --name NAME'", segment.Line));
        }
        else if (kernel != KernelCatalog.CSharp)
        {
            await RunAsync(kernel, segment.Text.Trim('\n'), origin);
        }
        else
        {
            var (hasValue, result) = await _csharp.RunAsync(segment.Text, origin.Name);
            if (hasValue && result is not DisplayedValue) CellSession.Show(ValueFormatter.Format(result));
        }
    }

    private async Task ImportAsync(CellSegment segment, CodeOrigin origin)
    {
        var path = Path.GetFullPath(segment.Argument.Trim('"').Replace('\\', '/'), origin.Folder);
        if (!File.Exists(path))
            throw new CellFailureException(new CellError($"({segment.Line},{segment.Column}): #!import needs a file that exists, but '{path}' does not", segment.Line));
        if (_importing.Contains(path))
            throw new CellFailureException(new CellError($"({segment.Line},{segment.Column}): #!import must not lead back to itself, but '{path}' imports itself; remove one of the imports", segment.Line));
        _importing.Push(path);
        try
        {
            await ImportAsync(path);
        }
        finally
        {
            _importing.Pop();
        }
    }

    private async Task ImportAsync(string path)
    {
        var origin = new CodeOrigin(Path.GetFileName(path), Path.GetDirectoryName(path)!);
        if (Path.GetExtension(path).ToLowerInvariant() is ".dib" or ".ipynb")
            foreach (var cell in Notebook.Load(path).Cells) await RunAsync(cell.Kernel, cell.Text, origin);
        else
            await RunSegmentsAsync(KernelCatalog.CSharp, await File.ReadAllTextAsync(path), origin);
    }

    private static CellFailureException Unknown(CellSegment segment) =>
        new(new CellError($"({segment.Line},{segment.Column}): error DNI101: Unknown magic command '{segment.Command}'", segment.Line));

    /// <summary>Where code comes from: its name in stack traces, and the folder its imports start from.</summary>
    private sealed record CodeOrigin(string Name, string Folder);
}
