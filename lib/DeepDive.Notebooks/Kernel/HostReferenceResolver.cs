using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Finds what <c>#r "path"</c> names: the host's own copy of an assembly if it has one, else the file beside the notebook.</summary>
/// <remarks>Two copies of one library would have two of every type, and a notebook's path may not be built yet.</remarks>
internal sealed class HostReferenceResolver(string folder, InteractiveAssemblyLoader loader) : MetadataReferenceResolver
{
    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        // A notebook made on Windows may write its paths with backslashes.
        var path = Path.GetFullPath(reference.Replace('\\', '/'), folder);
        var found = HostCopy(Path.GetFileNameWithoutExtension(path)) ?? (File.Exists(path) ? path : null);
        return found is null ? [] : [MetadataReference.CreateFromFile(found, properties)];
    }

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        HostCopy(referenceIdentity.Name) is { } path ? MetadataReference.CreateFromFile(path) : null;

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => folder.GetHashCode(StringComparison.Ordinal);

    /// <summary>Path of the host's own copy of an assembly, which cells then use, or null.</summary>
    public string? HostCopy(string name)
    {
        var assembly = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == name && HasFile(assembly))
            ?? LoadBesideHost(name);
        if (assembly is null) return null;
        loader.RegisterDependency(assembly);
        return assembly.Location;
    }

    private static bool HasFile(Assembly assembly) => !assembly.IsDynamic && assembly.Location.Length > 0;

    private static Assembly? LoadBesideHost(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
