namespace DeepDive.Cli.Watching;

/// <summary>Which part of a list is shown where not all of it fits.</summary>
internal static class Window
{
    /// <summary>Items around one, as many as fit, as evenly to both sides as the ends allow.</summary>
    /// <param name="centre">The item that is always shown.</param>
    /// <param name="heights">Rows that each item takes.</param>
    /// <param name="room">Rows that there are.</param>
    public static (int First, int End) Around(int centre, IReadOnlyList<int> heights, int room)
    {
        if (heights.Count == 0) return (0, 0);
        var (first, end) = (centre, centre + 1);
        room -= heights[centre];
        for (var grew = true; grew;)
        {
            grew = false;
            if (end < heights.Count && heights[end] <= room) (room, end, grew) = (room - heights[end], end + 1, true);
            if (first > 0 && heights[first - 1] <= room) (room, first, grew) = (room - heights[first - 1], first - 1, true);
        }

        return (first, end);
    }
}
