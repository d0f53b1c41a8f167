using System.CommandLine;
using DeepDive.Notebooks;

namespace DeepDive.Cli.Commands;

/// <summary>The options of the verbs that run notebooks.</summary>
internal sealed class NotebookOptions
{
    public Option<string[]> Set { get; } = new("--set") { Description = "sets a parameter, name=value; may be repeated", HelpName = "name=value", Arity = ArgumentArity.OneOrMore };

    public Option<bool> Quick { get; } = new("--quick") { Description = "takes the notebook's own smaller preset" };

    public Option<int?> Threads { get; } = new("--threads") { Description = "threads to compute with; the results do not depend on it", HelpName = "count" };

    /// <summary>For the verbs that show the run on the terminal.</summary>
    public static Option<bool> Verbose() => new("--verbose") { Description = "shows all console text of cells as it is written, not only that of the error stream" };

    public void AddTo(Command command)
    {
        command.Options.Add(Set);
        command.Options.Add(Quick);
        command.Options.Add(Threads);
    }

    /// <summary>The values given with --set, by name.</summary>
    /// <exception cref="NotebookInputException">An entry is not of the form name=value, or a name comes twice.</exception>
    public IReadOnlyDictionary<string, string> Overrides(ParseResult parsed)
    {
        var overrides = new Dictionary<string, string>();
        foreach (var entry in parsed.GetValue(Set) ?? [])
        {
            if (entry.Split('=', 2) is not [{ Length: > 0 } name, var value])
                throw new NotebookInputException($"--set takes name=value, but was '{entry}'; write for example --set seeds=3");
            if (!overrides.TryAdd(name.Trim(), value.Trim()))
                throw new NotebookInputException($"a parameter may be set once, but '{name.Trim()}' was set twice; keep one --set of it");
        }

        return overrides;
    }

    /// <summary>Applies --threads.</summary>
    public void ApplyThreads(ParseResult parsed)
    {
        if (parsed.GetValue(Threads) is not { } count) return;
        if (count < 1) throw new NotebookInputException($"--threads must be ≥ 1, but was {count}; leave it out for one a processor");
        Numerics.Workers.Count = count;
    }
}
