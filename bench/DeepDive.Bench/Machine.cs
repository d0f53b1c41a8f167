using System.Globalization;
using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace DeepDive.Bench;

/// <summary>What results depend on beside the code.</summary>
internal sealed partial record Machine(string Cpu, int Cores, string Vectors, string Os, string Sdk, string Runtime, string Settings)
{
    public static Machine Here() => new(
        CpuName(),
        Environment.ProcessorCount,
        Avx512F.IsSupported ? "AVX-512" : Vector256.IsHardwareAccelerated ? "256-bit" : "128-bit",
        RuntimeInformation.OSDescription,
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "SdkVersion").Value!,
        RuntimeInformation.FrameworkDescription,
        SettingsText());

    /// <summary>The processor as a folder's name.</summary>
    public string Folder => NotWord().Replace(Cpu.ToLowerInvariant(), "-").Trim('-');

    private static string CpuName()
    {
        const string Information = "/proc/cpuinfo";
        if (!File.Exists(Information)) return RuntimeInformation.ProcessArchitecture.ToString();
        var fields = File.ReadLines(Information)
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(pair => pair[0], pair => pair[^1]);
        string Field(string name) => fields.GetValueOrDefault(name, "unknown");
        return $"{Field("model name")} family {Field("cpu family")} model {Field("model")}";
    }

    private static string SettingsText() => string.Join(", ",
        $"{(GCSettings.IsServerGC ? "server" : "workstation")} GC",
        $"concurrent GC {OnOff("System.GC.Concurrent", "gcConcurrent")}",
        $"tiered compilation {OnOff("System.Runtime.TieredCompilation", "TieredCompilation")}",
        $"dynamic PGO {OnOff("System.Runtime.TieredPGO", "TieredPGO")}");

    // An environment variable wins over the project's setting; both are on by default.
    private static string OnOff(string name, string variable)
    {
        var value = Environment.GetEnvironmentVariable($"DOTNET_{variable}") ?? Convert.ToString(AppContext.GetData(name), CultureInfo.InvariantCulture);
        return value is "0" || string.Equals(value, "false", StringComparison.OrdinalIgnoreCase) ? "off" : "on";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();
}
