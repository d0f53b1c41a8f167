namespace DeepDive.Notebooks;

/// <summary>What the user gave cannot be used: a notebook, a parameter or an output folder; nothing has run yet.</summary>
/// <remarks>The message is one line that says the rule, the value and the remedy; the command line prints it and exits with 2.</remarks>
public sealed class NotebookInputException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public NotebookInputException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Rule, value and remedy in one line.</param>
    public NotebookInputException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Rule, value and remedy in one line.</param>
    /// <param name="innerException">What went wrong underneath.</param>
    public NotebookInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
