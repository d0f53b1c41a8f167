using System.Reflection;
using DeepDive.Notebooks.Running;

namespace DeepDive.Cli;

/// <summary>Version and commit of this build, for the record of a run.</summary>
internal static class BuildInfo
{
    /// <summary>As the build stamped them: "version+commit".</summary>
    public static RunMetadata Metadata { get; } = Split(typeof(BuildInfo).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    private static RunMetadata Split(string stamp) => stamp.Split('+', 2) is [var version, var commit]
        ? new(version, commit[..Math.Min(12, commit.Length)])
        : new(stamp, null);
}
