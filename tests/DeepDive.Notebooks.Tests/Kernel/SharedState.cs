namespace DeepDive.Notebooks.Tests.Kernel;

/// <summary>A value that a cell sees only if it uses the very assembly that the test runs in.</summary>
public static class SharedState
{
    public static int Value { get; set; }
}
