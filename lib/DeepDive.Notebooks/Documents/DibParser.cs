namespace DeepDive.Notebooks.Documents;

/// <summary>Reads the .dib format: lines <c>#!kernel</c> part the text into cells.</summary>
internal sealed class DibParser(string text, string path)
{
    private readonly string[] _lines = SplitLines(text);
    private readonly KernelCatalog _kernels = new();
    private readonly List<Cell> _cells = [];
    private readonly List<(string Text, int Line)> _body = [];
    private string _kernel = KernelCatalog.CSharp;
    private MetaBlock? _meta;

    public Notebook Parse()
    {
        for (var i = 0; i < _lines.Length; i++)
        {
            var line = _lines[i];
            if (line == MetaBlock.Selector && _meta is null)
                i = ReadMeta(i + 1) - 1;
            else if (line.StartsWith("#!", StringComparison.Ordinal) && _kernels.TryFind(line[2..], out var kernel))
                StartCell(kernel);
            else
                _body.Add((line, i + 1));
        }

        EndCell();
        if (_cells.Count == 0) _cells.Add(new Cell(_kernel, "", 1));
        return new Notebook(path, _meta?.Text ?? MetaBlock.Default, _kernels, _cells);
    }

    // A lone CR is no line end, but CRs before an LF belong to it.
    private static string[] SplitLines(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        return Array.ConvertAll(lines, line => line.TrimEnd('\r'));
    }

    private int ReadMeta(int first)
    {
        var end = Array.FindIndex(_lines, first, line => line.StartsWith("#!", StringComparison.Ordinal));
        if (end < 0) end = _lines.Length;
        _meta = new MetaBlock(_lines[first..end], first + 1, path);
        var name = _meta.AddKernels(_kernels);
        var isBeforeAnyCell = _cells.Count == 0 && _body.TrueForAll(line => line.Text.Length == 0);
        if (name is null) return end;
        _kernels.Add(name);
        if (isBeforeAnyCell && _kernels.TryFind(name, out var known)) _kernel = known;
        return end;
    }

    private void StartCell(string kernel)
    {
        EndCell();
        _kernel = kernel;
    }

    private void EndCell()
    {
        var first = _body.FindIndex(line => line.Text.Length > 0);
        if (first >= 0)
        {
            var last = _body.FindLastIndex(line => line.Text.Length > 0);
            var body = _body.GetRange(first, last - first + 1);
            _cells.Add(new Cell(_kernel, string.Join('\n', body.Select(line => line.Text)), body[0].Line));
        }

        _body.Clear();
    }
}
