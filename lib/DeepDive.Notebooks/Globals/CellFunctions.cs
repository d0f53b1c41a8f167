using System.Diagnostics.CodeAnalysis;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Kernel;

namespace DeepDive.Notebooks.Globals;

/// <summary>The functions that every C# cell can call.</summary>
/// <remarks>Names and casing are those of the notebooks that came before; a notebook must mean the same in both.</remarks>
[SuppressMessage("Naming", "CA1709", Justification = "see remarks")]
public static class CellFunctions
{
    /// <summary>Shows a value in the running cell's output.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeType">The MIME type to show it as, or null for the best.</param>
    /// <returns>A handle to change it in place.</returns>
    [SuppressMessage("Style", "IDE1006", Justification = "the name is given")]
    public static DisplayedValue display(object? value, string? mimeType = null) =>
        CellSession.Show(ValueFormatter.Format(value, mimeType));

    /// <summary>Text to be shown as HTML.</summary>
    /// <param name="content">The HTML.</param>
    public static HtmlContent HTML(string content) => new(content);
}
