using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace DeepDive.Notebooks.Packages;

/// <summary>Restores sets of packages by the .NET SDK, and remembers what came of each set, so that it is restored once.</summary>
/// <param name="cache">Folder for what is remembered; the packages themselves are in NuGet's own folder.</param>
/// <param name="folder">The notebook's folder, where the search for a <c>nuget.config</c> starts.</param>
internal sealed class PackageRestore(string cache, string folder)
{
    private static readonly string s_framework = $"net{Environment.Version.Major}.{Environment.Version.Minor}";

    /// <summary>The user's own cache.</summary>
    public static string DefaultCache => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "DeepDive", "packages");

    /// <summary>The portable runtime identifier of this machine; a distribution's own is in few packages.</summary>
    public static string Rid { get; } = string.Concat(
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : IsMusl ? "linux-musl" : "linux",
        "-", RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());

    private static bool IsMusl => RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal);

    /// <summary>The files of a set of packages; restores them unless that was done before.</summary>
    /// <exception cref="RestoreFailedException">The packages cannot be had.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the restore is ended.</exception>
    public async Task<PackageAssets> GetAsync(IReadOnlyCollection<PackageRequest> packages, CancellationToken cancellation)
    {
        var remembered = Path.Combine(cache, Key(packages) + ".json");
        if (File.Exists(remembered) && PackageAssets.Read(remembered, Rid) is { Exist: true } known) return known;
        var project = Directory.CreateTempSubdirectory("deepdive-packages-");
        try
        {
            var path = Path.Combine(project.FullName, "packages.csproj");
            Project(packages).Save(path);
            await DotnetCommand.RestoreAsync(path, cancellation);
            var assets = Path.Combine(project.FullName, "obj", "project.assets.json");
            var result = PackageAssets.Read(assets, Rid);
            Keep(assets, remembered);
            return result;
        }
        finally
        {
            project.Delete(recursive: true);
        }
    }

    // By way of a name of its own: another run never sees half a file.
    private void Keep(string assets, string remembered)
    {
        Directory.CreateDirectory(cache);
        var partial = Path.Combine(cache, Path.GetRandomFileName());
        File.Copy(assets, partial);
        File.Move(partial, remembered, overwrite: true);
    }

    private static string Key(IEnumerable<PackageRequest> packages)
    {
        var names = packages.Select(package => $"{package.Name}/{package.Version}".ToLowerInvariant()).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names.Prepend(Rid).Prepend(s_framework)))))[..32];
    }

    // Files such as Directory.Build.props above the folder are not for this project, and an audit would need the network.
    private XElement Project(IEnumerable<PackageRequest> packages) => new("Project",
        new XElement("PropertyGroup",
            new XElement("ImportDirectoryBuildProps", false),
            new XElement("ImportDirectoryBuildTargets", false),
            new XElement("ImportDirectoryPackagesProps", false)),
        new XElement("Import", new XAttribute("Project", "Sdk.props"), new XAttribute("Sdk", "Microsoft.NET.Sdk")),
        new XElement("PropertyGroup",
            new XElement("TargetFramework", s_framework),
            new XElement("RuntimeIdentifier", Rid),
            new XElement("SelfContained", false),
            new XElement("UseAppHost", false),
            new XElement("NuGetAudit", false),
            new XElement("RestoreRootConfigDirectory", folder)),
        new XElement("ItemGroup", packages.Select(package =>
            new XElement("PackageReference", new XAttribute("Include", package.Name), new XAttribute("Version", package.Version)))),
        new XElement("Import", new XAttribute("Project", "Sdk.targets"), new XAttribute("Sdk", "Microsoft.NET.Sdk")));
}
