using System.CommandLine;
using DeepDive.Data;
using Spectre.Console;

namespace DeepDive.Cli.Commands;

/// <summary><c>data list</c> and <c>data get NAME</c>.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Lists and fetches data sets.") { CreateList(), CreateGet() };

    private static Command CreateList()
    {
        var command = new Command("list", "Lists the data sets and whether they are in the cache.");
        command.SetAction(_ =>
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Rows", "State", "Licence", "What it is");
            foreach (var set in ImageSets.All)
                table.AddRow(Markup.Escape(set.Name), $"{set.Rows:N0}", StateOf(set), Markup.Escape(set.License), Markup.Escape(set.Description));
            AnsiConsole.Write(table);
            Console.WriteLine($"cache: {DataFolder.Cache}");
        });
        return command;
    }

    private static Command CreateGet()
    {
        var name = new Argument<string>("name") { Description = "a data set of `data list`" };
        var command = new Command("get", "Fetches a data set, checks it and keeps it in the cache.") { name };
        command.SetAction((parsed, cancellation) =>
        {
            var set = ImageSets.Get(parsed.GetRequiredValue(name));
            Console.WriteLine(set.Fetch(new FetchLines(), cancellation));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static string StateOf(ImageSet set) => set.Status switch
    {
        ImageSetStatus.Cached => "cached",
        ImageSetStatus.Damaged => "damaged; get it again",
        _ => "not fetched",
    };
}
