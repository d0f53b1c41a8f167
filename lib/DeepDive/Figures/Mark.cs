using System.Text.Json.Nodes;

namespace DeepDive.Figures;

/// <summary>Something drawn in a panel: lines, points or a grid of colours.</summary>
internal abstract class Mark
{
    /// <summary>Names it puts in the legend.</summary>
    public virtual IEnumerable<string> Names => [];

    /// <summary>Runs behind each value, where there are several.</summary>
    public virtual int RunCount => 1;

    /// <summary>Smallest and largest value, for the alternative text.</summary>
    public abstract IEnumerable<double> Values { get; }

    /// <summary>How far up and down it reaches, spread included.</summary>
    public virtual IEnumerable<double> Extremes => Values;

    /// <summary>Where it stands across, for the ticks; nothing where its columns have names.</summary>
    public virtual IReadOnlyCollection<double> Across => [];

    /// <summary>Its traces, as Plotly takes them; the caller adds the axes.</summary>
    public abstract IEnumerable<JsonObject> Traces(Panel panel, Legend legend);
}
