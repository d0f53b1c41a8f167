namespace DeepDive.Bench;

/// <summary>Words for numbers of threads.</summary>
internal static class Threads
{
    public static string Describe(int count) => count == 1 ? "1 thread" : $"{count} threads";
}
