using System.Diagnostics;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Globals;
using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Runs the cells of one notebook, whatever their language.</summary>
internal sealed class NotebookKernel(Notebook notebook) : IDisposable
{
    private readonly CSharpKernel _csharp = new(notebook.Folder);
    private readonly Stack<string> _importing = [];

    /// <summary>Runs one cell; its outputs go to the cell session of the caller.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="name">What it is called in stack traces.</param>
    /// <exception cref="CellFailureException">The cell failed.</exception>
    public Task RunAsync(Cell cell, string name) => RunAsync(cell.Kernel, cell.Text, new CodeOrigin(name, notebook.Folder));

    /// <summary>Runs C# of the host's own, such as an assignment; a value is not shown.</summary>
    public Task RunSilentlyAsync(string code) => _csharp.RunAsync(code, "parameters");

    /// <summary>Lets go of the assemblies that cells loaded.</summary>
    public void Dispose() => _csharp.Dispose();

    private async Task RunAsync(string kernel, string text, CodeOrigin origin)
    {
        if (kernel == KernelCatalog.CSharp)
            await RunCSharpAsync(text, origin);
        else if (kernel != KernelCatalog.Raw)
            CellSession.Show([Render(kernel, text)]);
    }

    private static FormattedValue Render(string kernel, string text) => kernel switch
    {
        KernelCatalog.Markdown => new(MimeTypes.Markdown, text),
        KernelCatalog.Html => new(MimeTypes.Html, text),
        KernelCatalog.JavaScript => new(MimeTypes.Html, $"<script>{text}</script>"),
        KernelCatalog.Mermaid => new(MimeTypes.Mermaid, text),
        _ => throw new CellFailureException(new CellError($"a cell must be csharp, markdown, html, javascript or mermaid, but this one is {kernel}, which this host does not run; run it in its own tool")),
    };

    private async Task RunCSharpAsync(string text, CodeOrigin origin)
    {
        var clock = Stopwatch.StartNew();
        var isTimed = false;
        // What follows "#!html" inside a cell belongs to that kernel, up to the next one that is named.
        var kernel = KernelCatalog.CSharp;
        foreach (var segment in CellSegments.Of(text))
        {
            if (!segment.IsMagic)
                await RunSegmentAsync(kernel, segment, origin);
            else if (notebook.Kernels.TryFind(segment.Command[2..], out var named) && segment.Argument.Length == 0)
                kernel = named;
            else if (segment.Command == "#!time")
                isTimed = true;
            else if (segment.Command == "#!import")
                await ImportAsync(segment, origin);
            else
                throw Unknown(segment);
        }

        if (isTimed) CellSession.Show([new FormattedValue(MimeTypes.PlainText, $"Wall time: {clock.Elapsed.TotalMilliseconds:F1} ms")]);
    }

    private async Task RunSegmentAsync(string kernel, CellSegment segment, CodeOrigin origin)
    {
        if (kernel != KernelCatalog.CSharp)
        {
            await RunAsync(kernel, segment.Text.Trim('\n'), origin);
            return;
        }

        var (hasValue, value) = await _csharp.RunAsync(segment.Text, origin.Name);
        if (hasValue && value is not DisplayedValue) CellSession.Show(ValueFormatter.Format(value));
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
            await RunCSharpAsync(await File.ReadAllTextAsync(path), origin);
    }

    private static CellFailureException Unknown(CellSegment segment) =>
        new(new CellError($"({segment.Line},{segment.Column}): error DNI101: Unknown magic command '{segment.Command}'", segment.Line));

    /// <summary>Where code comes from: its name in stack traces, and the folder its imports start from.</summary>
    private sealed record CodeOrigin(string Name, string Folder);
}
