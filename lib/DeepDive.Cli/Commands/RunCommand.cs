using System.CommandLine;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Commands;

/// <summary><c>run NOTEBOOK</c>: one notebook, with a page if one is asked for.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook") { Description = "the .dib file" };
        var html = new Option<string?>("--html") { Description = "writes the report to this file", HelpName = "file" };
        var goOn = new Option<bool>("--continue-on-error") { Description = "runs the cells after a failed one too" };
        var options = new NotebookOptions();
        var command = new Command("run", "Runs one notebook.") { notebook, html, goOn };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            options.ApplyThreads(parsed);
            var page = parsed.GetValue(html) is { } file ? Path.GetFullPath(file) : null;
            var job = new NotebookJob(Notebook.Load(parsed.GetRequiredValue(notebook)), new RunOptions
            {
                Overrides = options.Overrides(parsed),
                Quick = parsed.GetValue(options.Quick),
                ContinueOnError = parsed.GetValue(goOn),
                Metadata = BuildInfo.Metadata,
            });
            job.ProvideData(cancellation);
            if (page is not null) ReportFolder.EnsureWritableFile(page);
            var run = await job.RunAsync(cancellation);
            if (page is not null && job.MayReplace(page, run))
            {
                HtmlReport.Write(run, page);
                Console.WriteLine(page);
            }

            return NotebookJob.ExitCodeOf([run]);
        });
        return command;
    }
}
