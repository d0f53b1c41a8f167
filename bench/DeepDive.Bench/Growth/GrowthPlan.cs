using DeepDive.Bench.Apart;

namespace DeepDive.Bench.Growth;

/// <summary>Which cases are measured, and what they need.</summary>
internal static class GrowthPlan
{
    public const string Rows = "rows";
    public const string Depth = "depth";
    public const string Width = "width";

    /// <summary>A case that is expected to need more is left out.</summary>
    public const double MostBytes = 4e9;

    private static readonly int[] s_rows = [250, 500, 1000, 2000, 4000, 8000, 16_000];
    private static readonly int[] s_depths = [1, 2, 4, 8, 16];
    private static readonly int[] s_widths = [30, 60, 120, 240, 480];

    /// <summary>One axis after the other; what is not varied stays at 2000 rows, depth 5 and width 120.</summary>
    /// <param name="quick">Whether to leave out the largest values of every axis.</param>
    public static IEnumerable<(string Axis, StudyCase Study)> Cases(bool quick)
    {
        IEnumerable<int> Some(int[] values) => quick ? values.Take(3) : values;
        return StudyCase.Works.SelectMany(work => Some(s_rows).Select(rows => (Rows, new StudyCase(work, Rows: rows)))
            .Concat(Some(s_depths).Select(depth => (Depth, new StudyCase(work, Depth: depth))))
            .Concat(Some(s_widths).Select(width => (Width, new StudyCase(work, Width: width)))));
    }

    /// <summary>Bytes of the matrices that grow fastest: kernels [n, n] in float32, of which ours keeps one triangle for CKA.</summary>
    public static double ExpectedBytes(StudyCase study, string who)
    {
        var kernel = sizeof(float) * (double)study.Rows * study.Rows;
        return study.Work switch
        {
            StudyCase.Training => 0,
            StudyCase.Kernel => kernel,
            _ => who == GrowthPoint.Ours ? study.Depth * kernel / 2 : (study.Depth + 1) * kernel,
        };
    }
}
