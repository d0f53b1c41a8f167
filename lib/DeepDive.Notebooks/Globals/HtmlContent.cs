namespace DeepDive.Notebooks.Globals;

/// <summary>HTML that a cell shows as it is.</summary>
/// <param name="Text">The HTML.</param>
public sealed record HtmlContent(string Text)
{
    /// <summary>The HTML.</summary>
    public override string ToString() => Text;
}
