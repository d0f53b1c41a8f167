using System.Runtime.InteropServices;
using DeepDive.Data;
using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>What a training left behind, and its file.</summary>
/// <remarks>
/// "DDTRAINS"; format version; key; last parameters; best epoch, reason to stop and duration; history; checkpoints; SHA-256 of
/// everything before it. Key and length of the parameters are those of the network that was asked for.
/// </remarks>
/// <param name="Result">The result; its network has the weights after training.</param>
/// <param name="Checkpoints">Copies taken on the way, or none.</param>
internal sealed record TrainingEntry(TrainingResult<Network<float>> Result, IReadOnlyList<StepCheckpoint> Checkpoints)
{
    public const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "DDTRAINS"u8;

    /// <summary>Writes a new file; the caller moves it to its name.</summary>
    public void Write(string path, ReadOnlySpan<byte> key)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        using var writer = new BinaryWriter(file);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(key);
        Write(writer, Result.Network);
        writer.Write(Result.BestEpoch);
        writer.Write((int)Result.StopReason);
        writer.Write(Result.Duration.Ticks);
        WriteHistory(writer, Result.History);
        writer.Write(Checkpoints.Count);
        foreach (var checkpoint in Checkpoints)
        {
            writer.Write(checkpoint.Step);
            Write(writer, checkpoint.Network);
        }

        writer.Flush();
        SealedFile.Seal(file);
    }

    /// <summary>Reads a file, once all of it has been checked.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="key">The key that it must have.</param>
    /// <param name="like">A network of the layers that were trained; it is left as it is.</param>
    /// <exception cref="InvalidDataException">The file is damaged, of another version or of another training.</exception>
    public static TrainingEntry Read(string path, ReadOnlySpan<byte> key, Network<float> like)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (!SealedFile.IsWhole(file)) throw new InvalidDataException("its checksum does not fit");
        using var reader = new BinaryReader(file);
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic)) throw new InvalidDataException("its first bytes are not those of a training");
        if (reader.ReadInt32() is var version && version != Version) throw new InvalidDataException($"its format version is {version}, but must be {Version}");
        if (!reader.ReadBytes(key.Length).AsSpan().SequenceEqual(key)) throw new InvalidDataException("it holds another training");
        var network = ReadNetwork(reader, like);
        var (bestEpoch, reason, duration) = (reader.ReadInt32(), (StopReason)reader.ReadInt32(), new TimeSpan(reader.ReadInt64()));
        return new(new(network, ReadHistory(reader), bestEpoch, reason, duration), ReadCheckpoints(reader, like));
    }

    private static void Write(BinaryWriter writer, Network<float> network) => writer.Write(MemoryMarshal.AsBytes(network.Parameters));

    private static void WriteHistory(BinaryWriter writer, IReadOnlyList<EpochReport> history)
    {
        writer.Write(history.Count);
        foreach (var report in history)
        {
            writer.Write(report.Epoch);
            foreach (var score in new[] { report.Train, report.Validation, report.Test })
            {
                writer.Write(score.Loss);
                writer.Write(score.Error);
            }
        }
    }

    private static Network<float> ReadNetwork(BinaryReader reader, Network<float> like)
    {
        var network = like.Clone();
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(network.Parameters));
        return network;
    }

    private static EpochReport[] ReadHistory(BinaryReader reader)
    {
        var history = new EpochReport[reader.ReadInt32()];
        for (var e = 0; e < history.Length; e++) history[e] = new(reader.ReadInt32(), ReadScore(reader), ReadScore(reader), ReadScore(reader));
        return history;
    }

    private static Score ReadScore(BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble());

    private static StepCheckpoint[] ReadCheckpoints(BinaryReader reader, Network<float> like)
    {
        var checkpoints = new StepCheckpoint[reader.ReadInt32()];
        for (var c = 0; c < checkpoints.Length; c++) checkpoints[c] = new(reader.ReadInt32(), ReadNetwork(reader, like));
        return checkpoints;
    }
}
