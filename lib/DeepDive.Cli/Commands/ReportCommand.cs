using System.CommandLine;
using DeepDive.Notebooks;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Jupyter;
using DeepDive.Notebooks.Parameters;
using DeepDive.Notebooks.Reports;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli.Commands;

/// <summary><c>report</c>: every notebook, a page each, and an index with all claims. The main job.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("notebooks") { Description = "the .dib files; all of the study's if none is named", Arity = ArgumentArity.ZeroOrMore };
        var folder = new Option<string>("--out") { Description = "folder for the pages", HelpName = "folder", DefaultValueFactory = _ => "reports" };
        var jupyter = new Option<bool>("--ipynb") { Description = "writes a Jupyter notebook with outputs beside each page" };
        var verbose = NotebookOptions.Verbose();
        var options = new NotebookOptions();
        var command = new Command("report", "Runs every notebook and writes reports/index.html.") { notebooks, folder, jupyter, verbose };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            options.ApplyThreads(parsed);
            var target = Path.GetFullPath(parsed.GetRequiredValue(folder));
            string[] named = parsed.GetValue(notebooks) ?? [];
            var documents = (named is [] ? Repository.Notebooks : named).Select(Load).ToList();
            ThrowIfNamesClash(documents);
            var jobs = JobsOf(documents, options.Overrides(parsed), parsed.GetValue(options.Quick));
            foreach (var job in jobs) job.ProvideData(cancellation);
            ReportFolder.EnsureWritable(target);
            return await WriteAsync(jobs, target, parsed.GetValue(jupyter), parsed.GetValue(verbose), cancellation);
        });
        return command;
    }

    private static async Task<int> WriteAsync(List<NotebookJob> jobs, string folder, bool jupyter, bool isVerbose, CancellationToken cancellation)
    {
        var entries = new List<IndexEntry>();
        foreach (var job in jobs.TakeWhile(_ => !cancellation.IsCancellationRequested))
        {
            var run = await job.RunAsync(isVerbose, cancellation);
            var link = $"{job.Notebook.Name}.html";
            if (!job.MayReplace(Path.Combine(folder, link), run)) return ExitCode.Interrupted;
            entries.Add(new IndexEntry(run, link));
            HtmlReport.Write(run, Path.Combine(folder, link), IndexPage.FileName);
            if (jupyter) JupyterNotebook.Write(run, Path.Combine(folder, $"{job.Notebook.Name}.ipynb"));
            // After every part, so that what has finished is never lost.
            IndexPage.Write(entries, folder);
        }

        Console.WriteLine(Path.Combine(folder, IndexPage.FileName));
        return entries.Count < jobs.Count ? ExitCode.Interrupted : NotebookJob.ExitCodeOf([.. entries.Select(entry => entry.Run)]);
    }

    // A parameter is set in every notebook that declares it; one that none declares is a mistake.
    private static List<NotebookJob> JobsOf(List<Notebook> notebooks, IReadOnlyDictionary<string, string> overrides, bool quick)
    {
        var declared = notebooks.ToDictionary(notebook => notebook, notebook => ParameterList.Read(notebook).Items.Select(item => item.Name).ToHashSet());
        var unknown = overrides.Keys.Where(name => !declared.Values.Any(names => names.Contains(name))).ToHashSet();
        return [.. notebooks.Select(notebook => new NotebookJob(notebook, new RunOptions
        {
            Overrides = overrides.Where(entry => declared[notebook].Contains(entry.Key) || unknown.Contains(entry.Key)).ToDictionary(),
            Quick = quick,
            Metadata = BuildInfo.Metadata,
        }))];
    }

    private static Notebook Load(string path) => path.StartsWith('-') && !File.Exists(path)
        ? throw new NotebookInputException($"an option must be one that `report` has, but '{path}' is none; see report --help")
        : Notebook.Load(path);

    private static void ThrowIfNamesClash(List<Notebook> notebooks)
    {
        if (notebooks.Count == 0) throw new NotebookInputException("there must be a notebook to run, but the folder 'notebooks' has none; name one");
        if (notebooks.GroupBy(notebook => notebook.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new NotebookInputException($"notebooks must have different names, since each becomes a page, but '{twice.Key}' was named {twice.Count()} times; name it once");
    }
}
