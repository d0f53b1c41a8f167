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
    private const int Width = 960;
    private const int Height = 560;

    public static Command Create()
    {
        var options = new NotebookOptions();
        var command = new Command("figs", "Rebuilds the README's figures in figs/.");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            options.ApplyThreads(parsed);
            Chromium.Find();
            var root = Repository.Root;
            var wanted = Picture().Matches(await File.ReadAllTextAsync(Path.Combine(root, "README.md"), cancellation)).Select(match => match.Groups[1].Value).ToHashSet();
            foreach (var path in Repository.Notebooks)
            {
                var job = new NotebookJob(Notebook.Load(path), new RunOptions { Overrides = options.Overrides(parsed), Quick = parsed.GetValue(options.Quick), Metadata = BuildInfo.Metadata });
                job.ProvideData(cancellation);
                var run = await job.RunAsync(cancellation);
                if (run.Status != CellStatus.Succeeded) return NotebookJob.ExitCodeOf([run]);
                foreach (var figure in FigurePage.FiguresOf(run).Where(figure => wanted.Remove(figure.Name)))
                    await DrawAsync(figure, Path.Combine(root, "figs"), cancellation);
            }

            return wanted.Count == 0 ? ExitCode.Success
                : throw new NotebookInputException($"every picture of the README must be a figure of a notebook, but there is none named {string.Join(", ", wanted.Order())}; mend the README or the notebook");
        });
        return command;
    }

    private static async Task DrawAsync(FigurePage figure, string folder, CancellationToken cancellation)
    {
        var workshop = Directory.CreateTempSubdirectory("deepdive-figs-");
        try
        {
            var (page, picture) = (Path.Combine(workshop.FullName, "figure.html"), Path.Combine(workshop.FullName, "figure.png"));
            figure.Write(page, Width);
            await Chromium.ShootAsync(page, picture, Width, figure.Height ?? Height, cancellation);
            Directory.CreateDirectory(folder);
            var target = Path.Combine(folder, $"{figure.Name}.png");
            File.Move(picture, target, overwrite: true);
            Console.WriteLine(target);
        }
        finally
        {
            workshop.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"figs/([\w-]+)\.png")]
    private static partial Regex Picture();
}
