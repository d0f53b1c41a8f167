using System.CommandLine;
using DeepDive.Cli.Serving;
using DeepDive.Notebooks;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Jupyter;
using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Commands;

/// <summary><c>run NOTEBOOK</c>: one notebook, with a page if one is asked for.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook") { Description = "the .dib or .ipynb file" };
        var html = new Option<string?>("--html") { Description = "writes the report to this file", HelpName = "file" };
        var ipynb = new Option<string?>("--ipynb") { Description = "writes a Jupyter notebook with outputs to this file", HelpName = "file" };
        var goOn = new Option<bool>("--continue-on-error") { Description = "runs the cells after a failed one too" };
        // For a process that shows the run, as `serve` does.
        var events = new Option<int?>("--events") { Description = "writes what happens as lines of JSON, and ends when this process does", HelpName = "process id", Hidden = true };
        var verbose = NotebookOptions.Verbose();
        var options = new NotebookOptions();
        var command = new Command("run", "Runs one notebook.") { notebook, html, ipynb, goOn, verbose, events };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            options.ApplyThreads(parsed);
            var page = parsed.GetValue(html) is { } file ? Path.GetFullPath(file) : null;
            var jupyter = parsed.GetValue(ipynb) is { } other ? Path.GetFullPath(other) : null;
            var job = new NotebookJob(Notebook.Load(parsed.GetRequiredValue(notebook)), new RunOptions
            {
                Overrides = options.Overrides(parsed),
                Quick = parsed.GetValue(options.Quick),
                ContinueOnError = parsed.GetValue(goOn),
                Metadata = BuildInfo.Metadata,
            });
            using var parent = parsed.GetValue(events) is { } id ? new ParentProcess(id) : null;
            job.ProvideData(cancellation);
            if (page is not null) ReportFolder.EnsureWritableFile(page, input: job.Notebook.Path);
            if (jupyter is not null) EnsureJupyterFile(jupyter, job.Notebook);
            var run = parent is null ? await job.RunAsync(parsed.GetValue(verbose), cancellation) : await job.RunAsync(parent.Observer, cancellation);
            if (page is not null && job.MayReplace(page, run))
            {
                HtmlReport.Write(run, page);
                Console.WriteLine(page);
            }

            if (jupyter is not null && job.MayReplace(jupyter, run))
            {
                JupyterNotebook.Write(run, jupyter);
                Console.WriteLine(jupyter);
            }

            return NotebookJob.ExitCodeOf([run]);
        });
        return command;
    }

    private static void EnsureJupyterFile(string file, Notebook notebook)
    {
        if (!file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            throw new NotebookInputException($"--ipynb takes a file that ends in .ipynb, but was '{file}'; add the extension");
        ReportFolder.EnsureWritableFile(file, "--ipynb", notebook.Path);
    }
}
