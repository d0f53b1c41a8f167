using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepDive.Numerics;

/// <summary>Copies lines of an operand side by side, so that a kernel reads them in one forward sweep.</summary>
internal static unsafe class Packing<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Element p of line i goes to <c>target[p · width + i]</c>; lines from <paramref name="count"/> to width − 1 become zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(Operand<T> source, int count, int depth, int width, T* target)
    {
        if (count < width) new Span<T>(target, checked(depth * width)).Clear();
        if (source.Step == 1) Transpose(source, count, depth, width, target);
        else if (source.Stride == 1) Copy(source, count, depth, width, target);
        else throw new NotSupportedException("an operand must run along memory in one direction");
    }

    // By short vectors in line: for so few elements at a time, calling the block copy would take longer than copying.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(Operand<T> source, int count, int depth, int width, T* target)
    {
        var vectors = Vector128.IsHardwareAccelerated ? count - count % Vector128<T>.Count : 0;
        var from = source.Start;
        for (var p = 0; p < depth; p++, from += source.Step, target += width)
        {
            var i = 0;
            for (; i < vectors; i += Vector128<T>.Count) Vector128.Load(from + i).Store(target + i);
            for (; i < count; i++) target[i] = from[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(Operand<T> source, int count, int depth, int width, T* target)
    {
        var line = 0;
        if (typeof(T) == typeof(float) && (Sse.IsSupported || AdvSimd.Arm64.IsSupported))
        {
            for (; line + 4 <= count; line += 4)
                TransposeFour((float*)(source.Start + line * source.Stride), source.Stride, depth, width, (float*)target + line);
        }

        for (; line < count; line++)
        {
            var from = source.Start + line * source.Stride;
            var to = target + line;
            for (var p = 0; p < depth; p++, to += width) *to = from[p];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeFour(float* a, nint stride, int depth, int width, float* target)
    {
        float* b = a + stride, c = b + stride, d = c + stride;
        var p = 0;
        for (; p + 4 <= depth; p += 4)
        {
            // Two rounds of zipping: pairs of lines, then pairs of pairs.
            var (va, vb, vc, vd) = (Vector128.Load(a + p), Vector128.Load(b + p), Vector128.Load(c + p), Vector128.Load(d + p));
            var (acLow, acHigh, bdLow, bdHigh) = (ZipLow(va, vc), ZipHigh(va, vc), ZipLow(vb, vd), ZipHigh(vb, vd));
            ZipLow(acLow, bdLow).Store(target);
            ZipHigh(acLow, bdLow).Store(target + width);
            ZipLow(acHigh, bdHigh).Store(target + 2 * width);
            ZipHigh(acHigh, bdHigh).Store(target + 3 * width);
            target += 4 * width;
        }

        for (; p < depth; p++, target += width) (target[0], target[1], target[2], target[3]) = (a[p], b[p], c[p], d[p]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
