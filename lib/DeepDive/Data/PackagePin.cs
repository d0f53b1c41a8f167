using System.Security.Cryptography;
using System.Text.Json;

namespace DeepDive.Data;

/// <summary>One version of an npm package, and the digest its tarball must have.</summary>
/// <param name="Name">Name in the registry.</param>
/// <param name="Version">Exact version.</param>
/// <param name="Integrity">"sha512-" and the digest in base64, as a package-lock.json has it.</param>
internal sealed record PackagePin(string Name, string Version, string Integrity)
{
    private const string Lock = "data.package-lock.json";
    private const string Algorithm = "sha512-";

    /// <summary>The pin that data/package-lock.json holds, as it was when the library was built.</summary>
    public static PackagePin FromLock(string name)
    {
        using var stream = typeof(PackagePin).Assembly.GetManifestResourceStream(Lock)
            ?? throw new InvalidOperationException($"the resource '{Lock}' is missing from the library; build DeepDive again");
        using var json = JsonDocument.Parse(stream);
        var package = json.RootElement.GetProperty("packages").GetProperty($"node_modules/{name}");
        return new PackagePin(name, package.GetProperty("version").GetString()!, package.GetProperty("integrity").GetString()!);
    }

    /// <summary>Checks that a tarball is the pinned one.</summary>
    /// <exception cref="InvalidDataException">Its digest differs.</exception>
    public void Verify(string tarball)
    {
        using var stream = File.OpenRead(tarball);
        var found = Algorithm + Convert.ToBase64String(SHA512.HashData(stream));
        if (found != Integrity)
            throw new InvalidDataException($"{Name} {Version} must have the digest {Integrity}, but the fetched package has {found}; fetch it again, and if that does not help, do not trust this registry");
    }
}
