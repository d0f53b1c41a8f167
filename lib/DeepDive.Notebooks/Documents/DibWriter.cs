using System.Text;

namespace DeepDive.Notebooks.Documents;

/// <summary>Writes the .dib format; a file in this form comes back unchanged.</summary>
internal static class DibWriter
{
    public static string Write(Notebook notebook)
    {
        var text = new StringBuilder();
        Append(text, MetaBlock.Selector, notebook.Meta);
        foreach (var (index, cell) in notebook.Cells.Index().Where(entry => entry.Item.Text.Length > 0))
        {
            ThrowIfItWouldPart(index, cell, notebook.Kernels);
            Append(text.Append('\n'), "#!" + cell.Kernel, cell.Text);
        }

        return text.ToString();
    }

    // Only cells that come from another format can have such a line.
    private static void ThrowIfItWouldPart(int index, Cell cell, KernelCatalog kernels)
    {
        if (!cell.Text.Contains("#!", StringComparison.Ordinal)) return;
        var selector = cell.Text.Split('\n').FirstOrDefault(line => line.StartsWith("#!", StringComparison.Ordinal) && kernels.TryFind(line[2..], out _));
        if (selector is not null)
            throw new NotebookInputException($"no line of a .dib cell may be a selector, but cell {index + 1} has the line '{selector}', which would start a new cell; indent it, or part the cell there");
    }

    private static void Append(StringBuilder text, string selector, string body) =>
        text.Append(selector).Append("\n\n").Append(body).Append('\n');
}
