namespace DeepDive.Figures;

/// <summary>One position of a figure's slider: its label, and the panels as drawn there.</summary>
internal sealed record Frame(string Label, IReadOnlyList<Panel> Parts);
