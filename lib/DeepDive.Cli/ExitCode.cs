namespace DeepDive.Cli;

/// <summary>What the process answers to the shell.</summary>
internal static class ExitCode
{
    /// <summary>All cells ran.</summary>
    public const int Success = 0;

    /// <summary>A cell failed; the report is written and shows where.</summary>
    public const int CellFailed = 1;

    /// <summary>Bad usage or bad input; one line says what and how to mend it, and nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
