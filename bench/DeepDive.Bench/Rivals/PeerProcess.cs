using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace DeepDive.Bench.Rivals;

/// <summary>A script of bench/peers, running in a process of its own; it speaks the protocol of bench/peers/protocol.py.</summary>
internal sealed class PeerProcess : Rival
{
    private const string Python = "/usr/bin/python3"; // Debian's, for which python3-torch is made.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    private readonly Process? _process;
    private readonly Task<string> _complaints = Task.FromResult("");
    private readonly Peer _peer;
    private readonly int _threads;
    private string _platform = "";

    /// <summary>Starts the script; it gets ready on its own.</summary>
    public PeerProcess(Peer peer, int threads, int units, SharedFolder inputs)
    {
        (_peer, _threads) = (peer, threads);
        try
        {
            _process = Process.Start(StartInfo(peer, threads, units, inputs));
            _complaints = _process!.StandardError.ReadToEndAsync();
        }
        catch (Win32Exception)
        {
            // No Python: said by WaitUntilReady.
        }
    }

    public override string Name => _peer.Name;

    public override string Setting => Threads.Describe(_threads);

    public override string Platform => _platform;

    /// <summary>Most memory held with PyTorch loaded and nothing done, and until now; null where the system does not say.</summary>
    public (long? Base, long? Peak) MemoryBytes { get; private set; }

    public override int MostRepetitions => _peer.MostRepetitions;

    public override void WaitUntilReady()
    {
        const string Ready = "ready ";
        if (_process is null) throw new RivalException($"not measured: no {Python}");
        if (ReadLine() is not { } line || !line.StartsWith(Ready, StringComparison.Ordinal)) throw Failure();
        using var about = JsonDocument.Parse(line[Ready.Length..]);
        MemoryBytes = (Bytes(about.RootElement.GetProperty("base")), null);
        _platform = $"PyTorch {about.RootElement.GetProperty("torch").GetString()}, {about.RootElement.GetProperty("blas").GetString()}";
    }

    public override (double Seconds, double[]? Answer) Repeat()
    {
        _process!.StandardInput.WriteLine("go");
        _process.StandardInput.Flush();
        if (ReadLine() is not { } line) throw Failure();
        using var repetition = JsonDocument.Parse(line);
        var answer = repetition.RootElement.GetProperty("check").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        MemoryBytes = MemoryBytes with { Peak = Bytes(repetition.RootElement.GetProperty("peak")) };
        return (repetition.RootElement.GetProperty("seconds").GetDouble(), answer);
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_process is null) return;
        _process.StandardInput.Close();
        if (!_process.WaitForExit(s_farewell)) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(Peer peer, int threads, int units, SharedFolder inputs)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "peers", peer.Script),
            "--data", inputs.Path,
            "--threads", threads.ToString(CultureInfo.InvariantCulture),
            "--units", units.ToString(CultureInfo.InvariantCulture),
            .. peer.Options,
        ];
        var start = new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // OpenBLAS of that age does not know that newer processors have AVX-512.
        if (Avx512F.IsSupported) start.Environment["OPENBLAS_CORETYPE"] = "SKYLAKEX";
        start.Environment["OMP_WAIT_POLICY"] = "passive"; // Or idle threads spin while others are timed.
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    private static long? Bytes(JsonElement number) => number.ValueKind == JsonValueKind.Null ? null : number.GetInt64();

    private string? ReadLine()
    {
        var line = _process!.StandardOutput.ReadLineAsync();
        if (line.Wait(s_patience)) return line.Result;
        _process.Kill(entireProcessTree: true);
        throw new RivalException($"not measured: no answer in {s_patience.TotalMinutes} minutes");
    }

    private RivalException Failure()
    {
        var complaints = _complaints.Wait(s_farewell) ? _complaints.Result : "";
        return new RivalException(complaints.Contains("ModuleNotFoundError", StringComparison.Ordinal)
            ? "not measured: needs Debian's python3-torch and python3-scipy"
            : $"not measured: {complaints.Trim().Split('\n')[^1]}");
    }
}
