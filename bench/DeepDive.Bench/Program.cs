using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using DeepDive.Bench;
using DeepDive.Bench.Apart;
using DeepDive.Bench.Growth;

var only = new Option<string>("--only") { Description = "Rows whose name begins so.", DefaultValueFactory = _ => "" };
var quick = new Option<bool>("--quick") { Description = "Fewer repetitions and shorter trainings: a look, not a measurement." };
var list = new Option<bool>("--list") { Description = "Names of the rows." };
var name = new Option<string>("--name") { Description = "Name to keep the results under; without it only a whole run is kept, as compare." };
var results = new Option<string>("--results") { Description = "Folder that results are kept in.", DefaultValueFactory = _ => Path.Combine("bench", "results") };
var compare = new Command("compare", "Times the library beside the machine's peak and PyTorch; exit code 1 if a target is missed.") { only, quick, list, name, results };
compare.SetAction(parsed => parsed.GetValue(list)
    ? CompareCommand.List()
    : CompareCommand.Run(parsed.GetValue(only)!, parsed.GetValue(quick), parsed.GetValue(results)!, parsed.GetValue(name)));

var figures = new Option<string>("--figures") { Description = "Folder of the figure.", DefaultValueFactory = _ => "figs" };
var growth = new Command("growth", "Measures how time and memory grow with rows, depth and width, and draws it.") { quick, results, figures };
growth.SetAction(parsed => GrowthCommand.Run(parsed.GetValue(quick), parsed.GetValue(results)!, parsed.GetValue(figures)!));

var forwarded = new Argument<string[]>("options") { Description = "Options of BenchmarkDotNet, such as --filter '*'; put them after --." };
var measure = new Command("measure", "Runs the BenchmarkDotNet classes.") { forwarded };
measure.SetAction(parsed =>
{
    var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "BenchmarkDotNet"));
    BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(parsed.GetValue(forwarded), config);
    return 0;
});

var work = new Argument<string>("work") { Description = "training, ntk or cka." }.AcceptOnlyFromAmong([.. StudyCase.Works]);
var (rows, depth, width) = (new Argument<int>("rows"), new Argument<int>("depth"), new Argument<int>("width"));
var seconds = new Argument<double>("seconds") { Description = "Time to spend on repetitions." };
var apart = new Command(ApartCommand.Name, "One case in this process: how the other commands measure memory.") { work, rows, depth, width, seconds };
apart.SetAction(parsed => ApartCommand.Run(
    new StudyCase(parsed.GetValue(work)!, parsed.GetValue(rows), parsed.GetValue(depth), parsed.GetValue(width)), parsed.GetValue(seconds)));

return new RootCommand("Measurements of Deep Dive.") { compare, growth, measure, apart }.Parse(args).Invoke();
