using System.CommandLine;
using DeepDive.Analysis;
using DeepDive.Cli.Watching;
using DeepDive.Data;
using DeepDive.Notebooks.Reports;

namespace DeepDive.Cli.Commands;

/// <summary><c>analyze FILE.npz</c>: the tunnel report for representations from elsewhere.</summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "an .npz file: an array for each layer, labels in y; other data in NAME_ood for each layer, y_ood" };
        var html = new Option<string?>("--html") { Description = "writes the report to this file", HelpName = "file" };
        var command = new Command("analyze", "Finds extractor and tunnel in representations from elsewhere, up to the penultimate layer.") { file, html };
        command.SetAction((parsed, cancellation) =>
        {
            var (path, page) = (parsed.GetRequiredValue(file), parsed.GetValue(html));
            if (page is not null) ReportFolder.EnsureWritableFile(page, input: path);
            var (layers, others) = RepresentationFile.Read(path);
            var report = Tunnel.Analyze(layers, others, cancellation: cancellation);
            var (findings, summary) = (new TunnelFindings(report), $"{report} The network's accuracy is taken to be that of the last layer's probe.");
            Console.WriteLine(Terminal.PrintableLines($"{findings.Table.ToText()}\n\n{summary}"));
            if (page is not null)
            {
                ValuesPage.Write(page, $"Tunnel report: {Path.GetFileName(path)}", summary, [findings.Table, .. findings.Figures]);
                Console.WriteLine(Path.GetFullPath(page));
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
