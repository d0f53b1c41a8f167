using System.Numerics;
using System.Runtime.CompilerServices;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary><see cref="DenseKernel{T}"/> for one kind of register.</summary>
/// <typeparam name="T">Element.</typeparam>
/// <typeparam name="TVector">Register.</typeparam>
/// <typeparam name="TLanes">What the register can do.</typeparam>
/// <typeparam name="TRows">Rows of the largest tile that fits the processor's registers.</typeparam>
internal sealed unsafe class VectorDenseKernel<T, TVector, TLanes, TRows> : DenseKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    // Rows whose products are summed before the next ones are added: so many of a panel stay in the first-level cache.
    private const int GradientRows = 120;

    public override int Lanes => TLanes.Count;

    public override int TileRows => TRows.Value;

    public override void Forward(LayerPanels<T> panels, Operand<T> input, int rows, bool rectify, Operand<T> output)
    {
        var layer = panels.Layer;
        if (panels.HasDotProducts)
        {
            DotProducts(panels, input, rows, output);
            return;
        }

        for (var column = 0; column < layer.OutputCount; column += 2 * TLanes.Count)
        {
            T* target = output.Start + column, bias = panels.Bias + column, panel = panels.ForwardPanel(column);
            if (rectify) Multiply(rows, input, layer.InputCount, panel, layer.OutputCount - column, new RectifiedSum<T, TVector, TLanes>(target, output.Stride, bias));
            else Multiply(rows, input, layer.InputCount, panel, layer.OutputCount - column, new BiasedSum<T, TVector, TLanes>(target, output.Stride, bias));
        }
    }

    public override void Backward(LayerPanels<T> panels, Operand<T> delta, int rows, T* kept, Operand<T> before)
    {
        var layer = panels.Layer;
        for (var column = 0; column < layer.InputCount; column += 2 * TLanes.Count)
        {
            T* target = before.Start + column, panel = panels.BackwardPanel(column);
            if (kept != null) Multiply(rows, delta, layer.OutputCount, panel, layer.InputCount - column, new MaskedSum<T, TVector, TLanes>(target, before.Stride, kept + column));
            else Multiply(rows, delta, layer.OutputCount, panel, layer.InputCount - column, new TileSum<T, TVector, TLanes>(target, before.Stride, accumulate: false));
        }
    }

    public override void Gradient(Operand<T> a, int aColumns, Operand<T> b, int bColumns, int rows, Operand<T> gradient)
    {
        if (aColumns <= Two.Value) Gradient<Two>(a, aColumns, b, bColumns, rows, gradient);
        else if (aColumns <= Three.Value) Gradient<Three>(a, aColumns, b, bColumns, rows, gradient);
        else if (aColumns <= Six.Value) Gradient<Six>(a, aColumns, b, bColumns, rows, gradient);
        else Gradient<TRows>(a, aColumns, b, bColumns, rows, gradient);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient<THeight>(Operand<T> a, int aColumns, Operand<T> b, int bColumns, int rows, Operand<T> gradient)
        where THeight : IConstant
    {
        for (var row = 0; row < rows; row += GradientRows, a = a.At(0, GradientRows), b = b.At(GradientRows, 0))
        {
            var depth = Math.Min(GradientRows, rows - row);
            for (var column = 0; column < bColumns; column += 2 * TLanes.Count)
            {
                var output = new TileSum<T, TVector, TLanes>(gradient.Start + column, gradient.Stride, accumulate: row > 0);
                var (left, lines) = (bColumns - column, b.At(0, column));
                if (left > OneAndHalf.Columns(TLanes.Count)) Lines<THeight, Two>(depth, a, aColumns, lines, output);
                else if (left > TLanes.Count) Lines<THeight, OneAndHalf>(depth, a, aColumns, lines, output);
                else Lines<THeight, One>(depth, a, aColumns, lines, output);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lines<THeight, TVectors>(int depth, Operand<T> a, int aColumns, Operand<T> b, TileSum<T, TVector, TLanes> output)
        where THeight : IConstant
        where TVectors : IConstant
    {
        for (var line = 0; line < aColumns; line += THeight.Value)
            Tile<T, TVector, TLanes, THeight, TVectors>.Multiply(depth, a.Start + line, 1, a.Step, b.Start, b.Stride, output, line * output.Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SumRows(Operand<T> matrix, int columns, int rows, T* sums)
    {
        // Four registers a row keep as many additions under way.
        var column = 0;
        for (; column + 4 * TLanes.Count <= columns; column += 4 * TLanes.Count)
        {
            TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            var row = matrix.Start + column;
            for (var left = rows; left > 0; left--, row += matrix.Stride)
            {
                sum0 = TLanes.Add(sum0, TLanes.Load(row));
                sum1 = TLanes.Add(sum1, TLanes.Load(row + TLanes.Count));
                sum2 = TLanes.Add(sum2, TLanes.Load(row + 2 * TLanes.Count));
                sum3 = TLanes.Add(sum3, TLanes.Load(row + 3 * TLanes.Count));
            }

            TLanes.Store(sum0, sums + column);
            TLanes.Store(sum1, sums + column + TLanes.Count);
            TLanes.Store(sum2, sums + column + 2 * TLanes.Count);
            TLanes.Store(sum3, sums + column + 3 * TLanes.Count);
        }

        for (; column < columns; column += TLanes.Count)
        {
            TVector sum = default;
            var row = matrix.Start + column;
            for (var left = rows; left > 0; left--, row += matrix.Stride) sum = TLanes.Add(sum, TLanes.Load(row));
            TLanes.Store(sum, sums + column);
        }
    }

    private static void DotProducts(LayerPanels<T> panels, Operand<T> input, int rows, Operand<T> output)
    {
        var outputs = panels.Layer.OutputCount;
        var target = new Span<T>(output.Start, rows * outputs);
        new ReadOnlySpan<T>(panels.Bias, outputs).CopyTo(target);
        for (var filled = outputs; filled < target.Length; filled *= 2) target[..Math.Min(filled, target.Length - filled)].CopyTo(target[filled..]);
        NarrowProduct<T, TVector, TLanes>.Multiply(rows, input, outputs, panels.DotProductRows, panels.DotProductLength, output.Start, output.Stride, 1, accumulate: true);
    }

    private static void Multiply<TOutput>(int rows, Operand<T> a, int depth, T* panel, int columns, TOutput output)
        where TOutput : struct, ITileOutput<TVector>
    {
        if (columns > OneAndHalf.Columns(TLanes.Count)) Tiles<Two>.Multiply(rows, a, depth, panel, output);
        else if (columns > TLanes.Count) Tiles<OneAndHalf>.Multiply(rows, a, depth, panel, output);
        else Tiles<One>.Multiply(rows, a, depth, panel, output);
    }

    /// <summary>Tiles, TVectors registers wide, that cover rows.</summary>
    private static class Tiles<TVectors>
        where TVectors : IConstant
    {
        public static void Multiply<TOutput>(int rows, Operand<T> a, int depth, T* panel, TOutput output)
            where TOutput : struct, ITileOutput<TVector>
        {
            nint step = TVectors.Value * TLanes.Count;
            switch (depth)
            {
                case 1: ThinProduct<T, TVector, TLanes, One, TVectors>.Multiply(rows, a, panel, step, output); break;
                case 2: ThinProduct<T, TVector, TLanes, Two, TVectors>.Multiply(rows, a, panel, step, output); break;
                case 3: ThinProduct<T, TVector, TLanes, Three, TVectors>.Multiply(rows, a, panel, step, output); break;
                case 4: ThinProduct<T, TVector, TLanes, Four, TVectors>.Multiply(rows, a, panel, step, output); break;
                default: Overlap(rows, a, depth, panel, step, output); break;
            }
        }

        // The last tile ends at the last row, and so computes rows before it again, with the same bits.
        private static void Overlap<TOutput>(int rows, Operand<T> a, int depth, T* b, nint bStep, TOutput output)
            where TOutput : struct, ITileOutput<TVector>
        {
            if (rows >= TRows.Value) Overlap<TRows, TOutput>(rows, a, depth, b, bStep, output);
            else if (rows >= Six.Value) Overlap<Six, TOutput>(rows, a, depth, b, bStep, output);
            else if (rows >= Two.Value) Overlap<Two, TOutput>(rows, a, depth, b, bStep, output);
            else Tile<T, TVector, TLanes, One, TVectors>.Multiply(depth, a.Start, 0, a.Step, b, bStep, output, 0);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Overlap<THeight, TOutput>(int rows, Operand<T> a, int depth, T* b, nint bStep, TOutput output)
            where THeight : IConstant
            where TOutput : struct, ITileOutput<TVector>
        {
            for (var row = 0; row < rows; row += THeight.Value) At<THeight, TOutput>(Math.Min(row, rows - THeight.Value), a, depth, b, bStep, output);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void At<THeight, TOutput>(int line, Operand<T> a, int depth, T* b, nint bStep, TOutput output)
            where THeight : IConstant
            where TOutput : struct, ITileOutput<TVector> =>
            Tile<T, TVector, TLanes, THeight, TVectors>.Multiply(depth, a.Start + line * a.Stride, a.Stride, a.Step, b, bStep, output, line * output.Stride);
    }
}
