using System.IO.Compression;
using DeepDive.Notebooks.Kernel;
using DeepDive.Notebooks.Packages;
using DeepDive.Notebooks.Running;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepDive.Notebooks.Tests.Kernel;

/// <summary>Needs no network: packages are those of this repository's own restore, or made by the test.</summary>
public sealed class PackageTests : IDisposable
{
    private const string MathNet = "#r \"nuget: MathNet.Numerics, 5.0.0\"\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("deep dive ").FullName;

    public PackageTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "feed"));
        Configure("");
    }

    private string Cache => Path.Combine(_folder, "cache");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_package_is_restored_once_and_stays_for_later_cells()
    {
        using (var first = new CSharpKernel(_folder, Cache))
        {
            await first.RunAsync(MathNet, "cell 1");
            Assert.Equal(11.0, (await first.RunAsync("MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([1.0, 2.0]).DotProduct(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([3.0, 4.0]))", "cell 2")).Value);
        }

        var remembered = Assert.Single(Directory.GetFiles(Cache));
        File.SetLastWriteTimeUtc(remembered, DateTime.UnixEpoch);
        using var second = new CSharpKernel(_folder, Cache);
        Assert.Equal(120.0, (await second.RunAsync($"var x = 5;\n{MathNet}MathNet.Numerics.SpecialFunctions.Factorial(x)", "cell 1")).Value);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(remembered));
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_keeps_its_package_for_the_next()
    {
        using var kernel = new CSharpKernel(_folder, Cache);
        var error = await Failure(kernel, MathNet + "nosuch");
        Assert.StartsWith("(2,1): error CS0103", error.Message, StringComparison.Ordinal);
        Assert.Equal(6.0, (await kernel.RunAsync(MathNet + "MathNet.Numerics.SpecialFunctions.Factorial(3)", "cell 2")).Value);
    }

    [Fact]
    public async Task An_unknown_package_fails_its_cell_in_one_line_and_leaves_nothing()
    {
        using var kernel = new CSharpKernel(_folder, Cache);
        var error = await Failure(kernel, "\n#r \"nuget: No.Such.Package, 1.0\"\n1");
        Assert.Matches(@"^#r ""nuget: …"" needs packages that NuGet can restore, but 'No\.Such\.Package, 1\.0' is not: NU1101: [^\n]+; check name, version, sources and network$", error.Message);
        Assert.Equal(2, error.Line);
        Assert.False(Directory.Exists(Cache));
        Assert.Equal(2, (await kernel.RunAsync("1 + 1", "cell 2")).Value);
    }

    [Theory]
    [InlineData("nuget: ", "''")]
    [InlineData("nuget: A;B", "'A;B'")]
    [InlineData("nuget: A, $(Home)", "'A, $(Home)'")]
    public async Task A_wrong_name_or_version_fails_before_anything_is_restored(string reference, string given)
    {
        using var kernel = new CSharpKernel(_folder, Cache);
        Assert.Equal($"#r \"nuget: …\" needs a package's name and perhaps a version, but was given {given}; write it as \"nuget: Name, 1.2.3\"", (await Failure(kernel, $"#r \"{reference}\"")).Message);
    }

    [Fact]
    public async Task Another_version_of_a_package_in_use_is_refused()
    {
        using var kernel = new CSharpKernel(_folder, Cache);
        await kernel.RunAsync(MathNet, "cell 1");
        Assert.Contains("is in use in 5.0.0 and was asked for in 4.0.0", (await Failure(kernel, "#r \"nuget: mathnet.numerics, 4.0.0\"")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_restore()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PackageRestore(Cache, _folder).GetAsync([new PackageRequest("MathNet.Numerics", "5.0.0", 1)], cancellation.Token));
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public async Task Native_libraries_of_a_package_are_found_and_its_newest_version_without_one()
    {
        Configure("<config><add key=\"globalPackagesFolder\" value=\"packages\" /></config>");
        PackChecksum("1.0.0", "\"old\"");
        PackChecksum("1.1.0", "\"new\"");
        using var kernel = new CSharpKernel(_folder, Cache);
        var (_, value) = await kernel.RunAsync("#r \"nuget: Local.Checksum\"\nLocal.Checksum.Name + Local.Checksum.Of(Encoding.ASCII.GetBytes(\"123456789\")).ToString(\"X\")", "cell 1");
        Assert.Equal("newCBF43926", value); // the check value of CRC-32 in every catalogue
    }

    private static async Task<CellError> Failure(CSharpKernel kernel, string code) =>
        (await Assert.ThrowsAsync<CellFailureException>(() => kernel.RunAsync(code, "cell 1"))).Error;

    private void Configure(string more) => File.WriteAllText(Path.Combine(_folder, "nuget.config"),
        $"<configuration>{more}<packageSources><clear /><add key=\"feed\" value=\"feed\" /></packageSources></configuration>");

    // A package with an assembly that calls a native library of the package: the framework's own compression under another name.
    private void PackChecksum(string version, string name)
    {
        using var package = ZipFile.Open(Path.Combine(_folder, "feed", $"Local.Checksum.{version}.nupkg"), ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(package.CreateEntry("Local.Checksum.nuspec").Open()))
            nuspec.Write($"<package><metadata><id>Local.Checksum</id><version>{version}</version><authors>test</authors><description>test</description></metadata></package>");
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var native = Directory.GetFiles(framework, "*System.IO.Compression.Native.*").First(path => Path.GetExtension(path) is ".so" or ".dll" or ".dylib");
        package.CreateEntryFromFile(native, $"runtimes/{PackageRestore.Rid}/native/{(OperatingSystem.IsWindows() ? "" : "lib")}localchecksum{Path.GetExtension(native)}");
        var code = $$"""
            namespace Local;
            public static class Checksum
            {
                public const string Name = {{name}};
                [System.Runtime.InteropServices.DllImport("localchecksum")] static extern uint CompressionNative_Crc32(uint crc, byte[] buffer, int length);
                public static uint Of(byte[] data) => CompressionNative_Crc32(0, data, data.Length);
            }
            """;
        var compilation = CSharpCompilation.Create("Local.Checksum", [CSharpSyntaxTree.ParseText(code)], ScriptReferences.Default, new CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
        using var assembly = package.CreateEntry($"lib/net{Environment.Version.Major}.0/Local.Checksum.dll").Open();
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        image.WriteTo(assembly);
    }
}
