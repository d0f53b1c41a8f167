using DeepDive.Cli.Watching;
using DeepDive.Data;

namespace DeepDive.Cli;

/// <summary>Shows how far a fetch is: a line for each stage, and on a terminal the share that is done.</summary>
internal sealed class FetchLines : IProgress<FetchProgress>
{
    private readonly bool _live = Terminal.IsLive;
    private string _stage = "";

    public void Report(FetchProgress value)
    {
        lock (this)
        {
            if (_live) Console.Write($"\r  {value.Fraction,4:P0}  {value.Stage}\e[K{(value.Fraction >= 1 ? "\n" : "")}");
            else if (value.Stage != _stage) Console.WriteLine($"  {value.Stage}");
            _stage = value.Stage;
        }
    }
}
