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

    /// <summary>Runs one cell; its outputs go to the cell session of the caller.</summary>
    /// <exception cref="CellFailureException">The cell failed.</exception>
    public Task RunAsync(Cell cell) => RunAsync(cell.Kernel, cell.Text, notebook.Folder);

    /// <summary>Runs C# of the host's own, such as an assignment; a value is not shown.</summary>
    public Task RunSilentlyAsync(string code) => _csharp.RunAsync(code);

    /// <summary>Lets go of the assemblies that cells loaded.</summary>
    public void Dispose() => _csharp.Dispose();

    private async Task RunAsync(string kernel, string text, string folder)
    {
        if (kernel == KernelCatalog.CSharp)
            await RunCSharpAsync(text, folder);
        else
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

    private async Task RunCSharpAsync(string text, string folder)
    {
        var clock = Stopwatch.StartNew();
        var isTimed = false;
        // What follows "#!html" inside a cell belongs to that kernel, up to the next one that is named.
        var kernel = KernelCatalog.CSharp;
        foreach (var segment in CellSegments.Of(text))
        {
            if (!segment.IsMagic)
                await RunSegmentAsync(kernel, segment, folder);
            else if (notebook.Kernels.TryFind(segment.Command[2..], out var named) && segment.Argument.Length == 0)
                kernel = named;
            else if (segment.Command == "#!time")
                isTimed = true;
            else if (segment.Command == "#!import")
                await ImportAsync(segment, folder);
            else
                throw Unknown(segment);
        }

        if (isTimed) CellSession.Show([new FormattedValue(MimeTypes.PlainText, $"Wall time: {clock.Elapsed.TotalMilliseconds:F1} ms")]);
    }

    private async Task RunSegmentAsync(string kernel, CellSegment segment, string folder)
    {
        if (kernel != KernelCatalog.CSharp)
        {
            await RunAsync(kernel, segment.Text.Trim('\n'), folder);
            return;
        }

        var (hasValue, value) = await _csharp.RunAsync(segment.Text);
        if (hasValue && value is not DisplayedValue) CellSession.Show(ValueFormatter.Format(value));
    }

    private async Task ImportAsync(CellSegment segment, string folder)
    {
        var path = Path.GetFullPath(segment.Argument.Trim('"').Replace('\\', '/'), folder);
        if (!File.Exists(path))
            throw new CellFailureException(new CellError($"({segment.Line},{segment.Column}): #!import needs a file that exists, but '{path}' does not", segment.Line));
        var imported = Path.GetDirectoryName(path)!;
        if (!path.EndsWith(".dib", StringComparison.OrdinalIgnoreCase))
        {
            await RunCSharpAsync(await File.ReadAllTextAsync(path), imported);
            return;
        }

        foreach (var cell in Notebook.Load(path).Cells) await RunAsync(cell.Kernel, cell.Text, imported);
    }

    private static CellFailureException Unknown(CellSegment segment) =>
        new(new CellError($"({segment.Line},{segment.Column}): error DNI101: Unknown magic command '{segment.Command}'", segment.Line));
}
