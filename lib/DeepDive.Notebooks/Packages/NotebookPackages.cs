using DeepDive.Notebooks.Kernel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace DeepDive.Notebooks.Packages;

/// <summary>The packages that one run of a notebook uses.</summary>
/// <remarks>The host's own assemblies and the framework's win over a package's: two copies of one library would have two of every type.</remarks>
internal sealed class NotebookPackages(PackageRestore restore, HostReferenceResolver host, InteractiveAssemblyLoader loader)
{
    private readonly PackageContext _context = new();
    private readonly HashSet<string> _referenced = new(StringComparer.OrdinalIgnoreCase);
    private List<PackageRequest> _requests = [];

    /// <summary>Restores and loads packages, together with those of earlier cells, so that they agree on what they share.</summary>
    /// <returns>References to what is new.</returns>
    /// <exception cref="CellFailureException">A package cannot be had, or is in use in another version.</exception>
    public async Task<IReadOnlyList<MetadataReference>> AddAsync(IEnumerable<PackageRequest> requests, CancellationToken cancellation)
    {
        var all = _requests.ToList();
        foreach (var request in requests)
            if (IsNew(request, all)) all.Add(request);
        if (all.Count == _requests.Count) return [];
        try
        {
            var assets = await restore.GetAsync(all, cancellation);
            foreach (var assembly in _context.Add(assets.Runtime.Where(path => !IsFramework(path) && host.HostCopy(NameOf(path)) is null), assets.Native))
                loader.RegisterDependency(assembly);
            _requests = all;
            return [.. assets.Compile.Where(path => !IsFramework(path) && _referenced.Add(NameOf(path)))
                .Select(path => MetadataReference.CreateFromFile(host.HostCopy(NameOf(path)) ?? path))];
        }
        catch (RestoreFailedException e)
        {
            var names = string.Join("; ", all.Skip(_requests.Count).Select(request => $"{request.Name}, {request.Version}"));
            throw all[_requests.Count].Wrong($"needs packages that NuGet can restore, but '{names}' is not: {e.Message}; check name, version, sources and network");
        }
    }

    private static bool IsNew(PackageRequest request, List<PackageRequest> known)
    {
        if (known.Find(other => string.Equals(other.Name, request.Name, StringComparison.OrdinalIgnoreCase)) is not { } same) return true;
        return same.Version == request.Version || request.Version == "*" ? false
            : throw request.Wrong($"takes one version of a package, but {request.Name} is in use in {same.Version} and was asked for in {request.Version}; use one of them in the whole notebook");
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static bool IsFramework(string path) => File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, Path.GetFileName(path)));
}
