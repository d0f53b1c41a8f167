using System.Text;

namespace DeepDive.Notebooks.Documents;

/// <summary>Writes the .dib format; a file in this form comes back unchanged.</summary>
internal static class DibWriter
{
    public static string Write(Notebook notebook)
    {
        var text = new StringBuilder();
        Append(text, MetaBlock.Selector, notebook.Meta);
        foreach (var cell in notebook.Cells.Where(cell => cell.Text.Length > 0))
            Append(text.Append('\n'), "#!" + cell.Kernel, cell.Text);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string selector, string body) =>
        text.Append(selector).Append("\n\n").Append(body).Append('\n');
}
