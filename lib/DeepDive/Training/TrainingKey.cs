using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using DeepDive.Data;
using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>All that the bits of a training depend on, as a SHA-256.</summary>
internal static class TrainingKey
{
    /// <summary>
    /// What computes: the build of the library and of its vector loops (a module's id changes with its code), the runtime, and
    /// the vectors of the processor, whose width decides the order of sums.
    /// </summary>
    public static string Platform { get; } = string.Join(", ",
        $"library {BuildOf(typeof(TrainingKey))}",
        $"tensors {BuildOf(typeof(TensorPrimitives))}",
        $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}",
        $"vectors {Vector<float>.Count} {Vector128.IsHardwareAccelerated} {Vector256.IsHardwareAccelerated} {Vector512.IsHardwareAccelerated} {Fma.IsSupported}");

    /// <summary>The key of a training of a network as it is now.</summary>
    public static byte[] Of(Network<float> network, DataSplit split, TrainingOptions options, StepCheckpoints? checkpoints)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(digest, Platform);
        Append(digest, CanonicalText.Of(options));
        Append(digest, checkpoints is null ? "no checkpoints" : $"checkpoints {string.Join(", ", checkpoints.Steps)}");
        Append(digest, $"float {string.Join(", ", network.Layers.Select(layer => $"{layer.InputCount} to {layer.OutputCount} {layer.Activation}"))}");
        digest.AppendData(MemoryMarshal.AsBytes(network.Parameters));
        foreach (var part in new[] { split.Train, split.Validation, split.Test }) Append(digest, part);
        return digest.GetHashAndReset();
    }

    // Sizes stand before the bytes, so that bytes cannot be taken for those of a neighbour.
    private static void Append(IncrementalHash digest, DataSet data)
    {
        Append(digest, $"data {data.Count} x {data.Inputs.Columns}, {data.ClassCount} classes");
        for (var i = 0; i < data.Count; i++) digest.AppendData(MemoryMarshal.AsBytes(data.Inputs.Row(i)));
        digest.AppendData(MemoryMarshal.AsBytes(data.Labels.AsSpan()));
    }

    private static void Append(IncrementalHash digest, string text) => digest.AppendData(Encoding.UTF8.GetBytes(text + "\n"));

    private static Guid BuildOf(Type type) => type.Module.ModuleVersionId;
}
