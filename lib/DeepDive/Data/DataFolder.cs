namespace DeepDive.Data;

/// <summary>Where fetched data lie.</summary>
public static class DataFolder
{
    /// <summary>Name of the environment variable that moves the cache.</summary>
    public const string Variable = "DEEPDIVE_DATA";

    /// <summary>
    /// The cache folder: that of <see cref="Variable"/> if it is set; else <c>data/cache</c> of the repository that
    /// the assembly was built in; else a folder of the user's local application data.
    /// </summary>
    public static string Cache
    {
        get
        {
            var chosen = Environment.GetEnvironmentVariable(Variable);
            if (!string.IsNullOrWhiteSpace(chosen)) return Path.GetFullPath(chosen);
            return RepositoryCacheAbove(AppContext.BaseDirectory) ?? RepositoryCacheAbove(Path.GetDirectoryName(typeof(DataFolder).Assembly.Location))
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "DeepDive", "cache");
        }
    }

    // A notebook host may run from elsewhere, but loads the assembly from the repository.
    internal static string? RepositoryCacheAbove(string? folder)
    {
        for (var at = string.IsNullOrEmpty(folder) ? null : new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "DeepDive.slnx"))) return Path.Combine(at.FullName, "data", "cache");
        }

        return null;
    }
}
