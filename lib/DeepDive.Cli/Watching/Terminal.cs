using System.Text.RegularExpressions;
using Spectre.Console;

namespace DeepDive.Cli.Watching;

/// <summary>The terminal that the command was given, and text made fit for it.</summary>
internal static partial class Terminal
{
    /// <summary>Whether it can be drawn over: no file or pipe, no log of CI, no terminal that only prints.</summary>
    public static bool IsLive { get; } = !Console.IsOutputRedirected && !IsSet("CI") && Moves;

    private static bool Moves => OperatingSystem.IsWindows()
        ? AnsiConsole.Profile.Capabilities.Ansi
        : IsSet("TERM") && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>A console that draws on a terminal; in colour, unless NO_COLOR is set.</summary>
    public static IAnsiConsole Over(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = IsSet("NO_COLOR") ? ColorSystemSupport.NoColors : ColorSystemSupport.Standard,
        Out = new AnsiConsoleOutput(output),
    });

    /// <summary>Text of a notebook or a file, on one line and without what would steer the terminal.</summary>
    public static string Printable(string text) => Control().Replace(Sequence().Replace(text, ""), " ");

    /// <summary>As <see cref="Printable"/>, line by line.</summary>
    public static string PrintableLines(string text) => string.Join('\n', text.Split('\n').Select(Printable));

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    // Colours and cursor movements go as a whole; what remains of control characters becomes a blank.
    [GeneratedRegex(@"\e\[[0-?]*[ -/]*[@-~]")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069-[\t]]")]
    private static partial Regex Control();
}
