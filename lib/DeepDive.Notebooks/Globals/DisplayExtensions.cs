using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Kernel;

namespace DeepDive.Notebooks.Globals;

/// <summary>Ways for any value to show itself in the running cell's output.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeType">The MIME type to show it as, or null for the best.</param>
    /// <returns>A handle to change it in place.</returns>
    public static DisplayedValue Display(this object? value, string? mimeType = null) => CellFunctions.display(value, mimeType);

    /// <summary>Shows text that is already of the given MIME type.</summary>
    /// <param name="value">The text.</param>
    /// <param name="mimeType">Its MIME type, such as "text/html".</param>
    /// <returns>A handle to change it in place.</returns>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => CellSession.Show([new FormattedValue(mimeType, value)]);
}
