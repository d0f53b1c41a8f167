namespace DeepDive.Cli.Tests;

/// <summary>A run that is killed at any moment and started again loses at most the trainings under way.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Trainings = 10;
    private const int Kills = 5;

    // Half the trainings one after the other, half side by side. Copies at every step make entries of ten megabytes, so that
    // writing takes about as long as training, and a kill hits it as often.
    private static readonly string s_notebook = $$"""
        #!csharp

        #r "{{Path.Combine(AppContext.BaseDirectory, "DeepDive.dll")}}"
        using System.IO;
        using System.Runtime.InteropServices;
        using System.Security.Cryptography;
        using DeepDive.Data;
        using DeepDive.Models;
        using DeepDive.Numerics;
        using DeepDive.Training;

        #!csharp

        // parameters
        var done = ""; // folder that gets a file for each training that is finished
        var bits = ""; // gets the digests of all results

        #!csharp

        var cache = new TrainingCache();
        var data = Splits.Random(CoreSpurious.Generate(new CoreSpuriousOptions { Count = 500, Seed = 2 }));

        string Train(int i)
        {
            var network = Mlp.Create<float>(inputs: 2, depth: 3, width: 300, outputs: 2, Activation.ReLU, new RandomStream((ulong)i));
            var checkpoints = new StepCheckpoints(network, Enumerable.Range(0, 14));
            var result = cache.Fit(network, data, new TrainingOptions { Epochs = 5, BatchSize = 100, Seed = (ulong)i }, checkpoints);
            File.Create(Path.Combine(Directory.CreateDirectory(done).FullName, $"{i}")).Dispose();
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var one in checkpoints.Taken.Select(taken => taken.Network).Append(network)) digest.AppendData(MemoryMarshal.AsBytes(one.Parameters));
            return $"{string.Join(" ", result.History)} {Convert.ToHexString(digest.GetHashAndReset())}";
        }

        string[] digests = [.. Enumerable.Range(0, {{Trainings / 2}}).Select(Train), .. Sweep.Run({{Trainings / 2}}, i => Train({{Trainings / 2}} + i))];
        File.WriteAllLines(bits, digests);

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_killed_at_random_moments_resumes_with_the_same_bits()
    {
        Finish("alone");
        var random = new Random(1);
        for (var kill = 0; kill < Kills; kill++)
        {
            var kept = Kept();
            KillAfter(finished: Finished() + random.Next(1, 3), pause: TimeSpan.FromMilliseconds(random.Next(0, 200)));
            AssertStillThere(kept);
            Assert.True(Finished() <= Kept().Count, $"kill {kill}: {Finished()} trainings finished, but {Kept().Count} kept");
        }

        var last = Kept();
        Finish("killed");
        AssertStillThere(last);
        Assert.Equal(Trainings, Kept().Count);
        Assert.Equal(File.ReadAllLines(PathOf("alone.bits")), File.ReadAllLines(PathOf("killed.bits")));
    }

    private void Finish(string name)
    {
        using var command = Start(name);
        var result = command.Wait(TimeSpan.FromMinutes(3));
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.DoesNotContain("warning", result.Output + result.Errors, StringComparison.Ordinal);
    }

    // A while after that many trainings have been finished, in this run and those before.
    private void KillAfter(int finished, TimeSpan pause)
    {
        using var command = Start("killed");
        Assert.True(SpinWait.SpinUntil(() => Finished() >= Math.Min(finished, Trainings), TimeSpan.FromMinutes(2)), command.Output + command.Errors);
        Thread.Sleep(pause);
        command.Kill();
    }

    private Command Start(string name) => Command.Start(_folder.Path, [("DEEPDIVE_DATA", PathOf(name))], "run", _folder.Write("killed.dib", s_notebook),
        "--set", $"done={PathOf(name + ".done")}", "--set", $"bits={PathOf(name + ".bits")}", "--html", "killed.html");

    // Every training that is done writes its file anew, so one whose file is as old as before was not done again.
    private void AssertStillThere(Dictionary<string, DateTime> before)
    {
        var now = Kept();
        Assert.All(before, file => Assert.Equal(file.Value, now[file.Key]));
    }

    private Dictionary<string, DateTime> Kept() => FilesIn(Path.Combine(PathOf("killed"), "trainings"), "*.training").ToDictionary(file => file, File.GetLastWriteTimeUtc);

    private int Finished() => FilesIn(PathOf("killed.done"), "*").Length;

    private static string[] FilesIn(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
