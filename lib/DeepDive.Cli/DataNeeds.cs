using DeepDive.Data;
using DeepDive.Notebooks;
using DeepDive.Notebooks.Parameters;

namespace DeepDive.Cli;

/// <summary>Sees to it, before anything runs, that the data sets a notebook asks for are there and whole.</summary>
/// <remarks>A notebook asks for a set by a text parameter whose value is the set's name.</remarks>
internal static class DataNeeds
{
    /// <exception cref="NotebookInputException">A set is damaged, or is missing and cannot be fetched.</exception>
    public static void Provide(IEnumerable<ParameterValue> parameters, CancellationToken cancellation)
    {
        var names = parameters.Select(value => value.Value).OfType<string>().Distinct();
        foreach (var set in ImageSets.All.Where(set => names.Contains(set.Name))) Provide(set, cancellation);
    }

    private static void Provide(ImageSet set, CancellationToken cancellation)
    {
        switch (set.Status)
        {
            case ImageSetStatus.Damaged:
                throw new NotebookInputException($"the cache of {set.Name} must be whole, but '{set.CachePath}' is damaged; run `data get {set.Name}` to fetch it again");
            case ImageSetStatus.Missing:
                Fetch(set, cancellation);
                break;
        }
    }

    private static void Fetch(ImageSet set, CancellationToken cancellation)
    {
        try
        {
            Console.WriteLine($"fetching {set.Name} (once; kept in {Path.GetDirectoryName(set.CachePath)})");
            Console.WriteLine(set.Fetch(new FetchLines(), cancellation));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new NotebookInputException($"{set.Name} is not in the cache and could not be fetched: {e.Message}", e);
        }
    }
}
