using System.Reflection;
using System.Runtime.Loader;

namespace DeepDive.Notebooks.Packages;

/// <summary>Loads the assemblies of packages, and the native libraries they call.</summary>
internal sealed class PackageContext() : AssemblyLoadContext("packages")
{
    private readonly Dictionary<string, string> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _libraries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes assemblies known; of two with one name the first stays.</summary>
    /// <returns>Those that are new, loaded.</returns>
    public IReadOnlyList<Assembly> Add(IEnumerable<string> assemblies, IEnumerable<string> libraries)
    {
        foreach (var path in libraries) _libraries.TryAdd(Path.GetFileName(path), path);
        var added = assemblies.Where(path => _assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), path)).ToList();
        return [.. added.Select(LoadFromAssemblyPath)];
    }

    // Null leaves it to the host.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _assemblies.TryGetValue(assemblyName.Name ?? "", out var path) ? LoadFromAssemblyPath(path) : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        string[] names = [unmanagedDllName, unmanagedDllName + extension, "lib" + unmanagedDllName, "lib" + unmanagedDllName + extension];
        return names.Select(name => _libraries.GetValueOrDefault(name)).FirstOrDefault(path => path is not null) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
    }
}
