using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepDive.Data;

/// <summary>The element types of NumPy arrays: their names, sizes and conversion.</summary>
internal static class NpyElements
{
    private static readonly Dictionary<string, NpyType> s_names = Enum.GetValues<NpyType>().ToDictionary(type => type.ToString().ToLowerInvariant());

    public static bool TryParse(string name, out NpyType type) => s_names.TryGetValue(name, out type);

    public static int SizeOf(NpyType type) => type switch
    {
        NpyType.B1 or NpyType.I1 or NpyType.U1 => 1,
        NpyType.I2 or NpyType.U2 or NpyType.F2 => 2,
        NpyType.I4 or NpyType.U4 or NpyType.F4 => 4,
        _ => 8,
    };

    /// <summary>Converts elements to floats, rounding where they do not fit; turns the bytes over in place if need be.</summary>
    public static void Decode<T>(NpyType type, bool bigEndian, Span<byte> bytes, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (bigEndian == BitConverter.IsLittleEndian) Reverse(bytes, SizeOf(type));
        switch (type)
        {
            case NpyType.B1: FromTruth(bytes, values); break;
            case NpyType.I1: From<sbyte, T>(bytes, values); break;
            case NpyType.I2: From<short, T>(bytes, values); break;
            case NpyType.I4: From<int, T>(bytes, values); break;
            case NpyType.I8: From<long, T>(bytes, values); break;
            case NpyType.U1: From<byte, T>(bytes, values); break;
            case NpyType.U2: From<ushort, T>(bytes, values); break;
            case NpyType.U4: From<uint, T>(bytes, values); break;
            case NpyType.U8: From<ulong, T>(bytes, values); break;
            case NpyType.F2: From<Half, T>(bytes, values); break;
            case NpyType.F4: From<float, T>(bytes, values); break;
            default: From<double, T>(bytes, values); break;
        }
    }

    private static void From<TElement, T>(Span<byte> bytes, Span<T> values)
        where TElement : unmanaged, INumberBase<TElement>
        where T : unmanaged, INumberBase<T> =>
        TensorPrimitives.ConvertTruncating<TElement, T>(MemoryMarshal.Cast<byte, TElement>(bytes), values);

    private static void FromTruth<T>(Span<byte> bytes, Span<T> values)
        where T : INumberBase<T>
    {
        for (var i = 0; i < bytes.Length; i++) values[i] = bytes[i] == 0 ? T.Zero : T.One;
    }

    private static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                var words = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                var doubles = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(doubles, doubles);
                break;
            case 8:
                var quads = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(quads, quads);
                break;
            default:
                break;
        }
    }
}
