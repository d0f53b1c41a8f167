using System.Text.Json;

namespace DeepDive.Notebooks.Packages;

/// <summary>The files of restored packages and of all they depend on, as NuGet lists them in <c>project.assets.json</c>.</summary>
/// <param name="Compile">Assemblies to compile against.</param>
/// <param name="Runtime">Assemblies to load.</param>
/// <param name="Native">Native libraries.</param>
internal sealed record PackageAssets(IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native)
{
    /// <summary>Whether every file is still there; the user may have emptied the package folder.</summary>
    public bool Exist => Compile.Concat(Runtime).Concat(Native).All(File.Exists);

    /// <param name="path">The file of NuGet.</param>
    /// <param name="rid">The runtime identifier that the packages were restored for.</param>
    public static PackageAssets Read(string path, string rid)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var libraries = root.GetProperty("libraries");
        var packages = root.GetProperty("targets").EnumerateObject().Single(target => target.Name.EndsWith("/" + rid, StringComparison.Ordinal)).Value
            .EnumerateObject().Where(package => package.Value.GetProperty("type").GetString() == "package").ToList();
        return new PackageAssets(Files("compile"), Files("runtime"), Files("native"));

        IReadOnlyList<string> Files(string kind) =>
            [.. packages.Where(package => package.Value.TryGetProperty(kind, out _)).SelectMany(package => package.Value.GetProperty(kind).EnumerateObject()
                .Where(file => Path.GetFileName(file.Name) != "_._") // stands for "nothing on purpose"
                .Select(file => Find(folders, libraries.GetProperty(package.Name).GetProperty("path").GetString()!, file.Name)))];
    }

    private static string Find(List<string> folders, string package, string file)
    {
        var paths = folders.Select(folder => Path.GetFullPath(Path.Combine(folder, package, file)));
        return paths.FirstOrDefault(File.Exists) ?? paths.First();
    }
}
