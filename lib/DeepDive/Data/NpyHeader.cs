using System.Buffers.Binary;
using System.Text;

namespace DeepDive.Data;

/// <summary>What the first bytes of a .npy file say of the array behind them.</summary>
internal sealed record NpyHeader(NpyType Type, bool BigEndian, bool FortranOrder, int[] Shape, int Rows, int Columns, int Length)
{
    private const int MaxText = 10_000; // NumPy's own limit
    private const int MagicLength = 8;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public int ElementSize => NpyElements.SizeOf(Type);

    /// <summary>Number of elements; neither factor reaches 2³¹.</summary>
    public long Count => (long)Rows * Columns;

    /// <summary>Bytes of the elements; may overflow unless the count was checked.</summary>
    public long Bytes => Count * ElementSize;

    /// <summary>Reads a header; takes 10,000 bytes of memory at most.</summary>
    public static NpyHeader Read(NpyStream stream)
    {
        Span<byte> start = stackalloc byte[MagicLength];
        stream.Fill(start);
        if (!start.StartsWith(Magic))
            throw stream.Fault($"it must begin with the bytes 93 'NUMPY', but begins with {Convert.ToHexString(start[..6])}", "write it with numpy.save or numpy.savez");
        if (start[6] is < 1 or > 3 || start[7] != 0)
            throw stream.Fault($"its version must be 1.0, 2.0 or 3.0, but is {start[6]}.{start[7]}", "write it with numpy.save");
        Span<byte> size = stackalloc byte[start[6] == 1 ? 2 : 4];
        stream.Fill(size);
        var length = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > MaxText)
            throw stream.Fault($"its header must have at most {MaxText} bytes, but claims {length}", "save plain numbers, without fields");
        var text = new byte[length];
        stream.Fill(text);
        return new NpyHeaderText(Encoding.Latin1.GetString(text), stream).Parse(MagicLength + size.Length + (int)length);
    }
}
