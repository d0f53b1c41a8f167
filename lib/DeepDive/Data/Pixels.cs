using DeepDive.Numerics;

namespace DeepDive.Data;

/// <summary>Images as bytes, 0 black to 255 white.</summary>
internal static class Pixels
{
    /// <summary>Bytes as inputs in [0, 1], [n, d].</summary>
    public static Matrix<float> ToInputs(ReadOnlySpan<byte> bytes, int rows, int columns)
    {
        var inputs = new Matrix<float>(rows, columns);
        for (var i = 0; i < rows; i++) ToInputs(bytes.Slice(i * columns, columns), inputs.Row(i));
        return inputs;
    }

    /// <summary>One row of bytes as inputs in [0, 1], [d].</summary>
    public static void ToInputs(ReadOnlySpan<byte> bytes, Span<float> inputs)
    {
        for (var j = 0; j < bytes.Length; j++) inputs[j] = bytes[j] / 255f;
    }
}
