namespace DeepDive.Notebooks.Tests.Kernel;

/// <summary>A value that a cell sees only if it uses the very assembly that the test runs in.</summary>
public static class SharedState
{
    private static volatile bool s_isOver;

    public static int Value { get; set; }

    /// <summary>Ends a cell's otherwise endless loop.</summary>
    public static bool IsOver { get => s_isOver; set => s_isOver = value; }
}
