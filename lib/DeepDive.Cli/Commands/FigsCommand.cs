using System.CommandLine;
using System.Text.RegularExpressions;
using DeepDive.Notebooks;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Commands;

/// <summary><c>figs</c>: makes every picture that the README shows, from the notebooks' figures of the same name.</summary>
internal static partial class FigsCommand
{
    public static Command Create()
    {
        var command = new Command("figs", "Rebuilds the README's figures in figs/, with the notebooks' default parameters.");
        command.SetAction(async (_, cancellation) =>
        {
            Chromium.Find();
            var root = Repository.Root;
            var wanted = Picture().Matches(await File.ReadAllTextAsync(Path.Combine(root, "README.md"), cancellation)).Select(match => match.Groups[1].Value).ToHashSet();
            foreach (var path in Repository.Notebooks)
            {
                if (wanted.Count == 0) break; // the other notebooks take minutes, and draw nothing that is wanted
                var job = new NotebookJob(Notebook.Load(path), new RunOptions { Metadata = BuildInfo.Metadata });
                job.ProvideData(cancellation);
                var run = await job.RunAsync(isVerbose: false, cancellation);
                if (run.Status != CellStatus.Succeeded) return NotebookJob.ExitCodeOf([run]);
                foreach (var figure in FigurePage.FiguresOf(run).Where(figure => wanted.Remove(figure.Name)))
                    Console.WriteLine(await figure.DrawAsync(Path.Combine(root, "figs"), cancellation));
            }

            return wanted.Count == 0 ? ExitCode.Success
                : throw new NotebookInputException($"every picture of the README must be a figure of a notebook, but there is none named {string.Join(", ", wanted.Order())}; mend the README or the notebook");
        });
        return command;
    }

    [GeneratedRegex(@"figs/([\w-]+)\.png")]
    private static partial Regex Picture();
}
