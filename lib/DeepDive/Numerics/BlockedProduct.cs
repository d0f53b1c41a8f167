using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DeepDive.Numerics;

/// <summary>
/// C = A·B in blocks that fit the caches (Goto and van de Geijn 2008), with TRows × 2 registers a tile. One instance a
/// thread, reused from call to call, so that steady state allocates nothing.
/// </summary>
/// <remarks>
/// The depth is cut first, by its own length alone; threads share out the outputs and never the depth. So the bits of
/// a result do not depend on how many threads there are.
/// </remarks>
internal sealed unsafe class BlockedProduct<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    // A block of A (BlockRows · DepthBytes = 480 KiB) stays in L2 while the panels of B pass by.
    private const int DepthBytes = 4096;
    private const int BlockRows = 120;
    private const int BlockColumns = 4096;

    // Packing pays when what is packed is read often enough.
    private const int MinPanelsToPackA = 8;
    private const int MaxUnpackedStrideBytes = 2048;
    private const int MinTilesToPackB = 3;
    private const int MinDepthToPrefetch = 64;

    // Below this many multiply-adds, waking a thread costs more than it saves.
    private const long MinParallelWork = 1 << 19;
    private const int BlocksPerThread = 4;

    [ThreadStatic]
    private static BlockedProduct<T, TVector, TLanes, TRows>? s_current;

    [ThreadStatic]
    private static Scratch<T>? s_packedA;

    private readonly Scratch<T> _packedB = new();
    private readonly Action<int> _packPanel;
    private readonly Action<int> _multiplyBlock;

    private Operand<T> _a, _b;
    private T* _c, _panels;
    private nint _cStride;
    private int _rows, _columns, _depth, _blockRows, _blockPanels, _columnBlocks;
    private bool _packA, _packB, _accumulate;

    private BlockedProduct()
    {
        _packPanel = PackPanel;
        _multiplyBlock = MultiplyBlock;
    }

    private static int PanelWidth => 2 * TLanes.Count;

    /// <summary>C = A·B, or C += A·B, with A's rows [m] and B's columns [n] as lines of length k; all sizes ≥ 1.</summary>
    public static void Multiply(int m, int n, int k, Operand<T> a, Operand<T> b, T* c, nint cStride, bool accumulate)
    {
        var product = s_current ??= new();
        var depthBlocks = Ceiling(k, DepthBytes / sizeof(T));
        var depth = RoundUp(Ceiling(k, depthBlocks), 8);
        var parallel = (long)m * n * k >= MinParallelWork;
        for (var column = 0; column < n; column += BlockColumns)
        {
            for (var p = 0; p < k; p += depth)
            {
                product.Multiply(
                    m, Math.Min(BlockColumns, n - column), Math.Min(depth, k - p), a.At(0, p), b.At(column, p), c + column, cStride, accumulate || p > 0, parallel);
            }
        }
    }

    private void Multiply(int m, int n, int k, Operand<T> a, Operand<T> b, T* c, nint cStride, bool accumulate, bool parallel)
    {
        (_rows, _columns, _depth) = (m, n, k);
        (_a, _b, _cStride, _accumulate) = (a, b, cStride, accumulate);
        _c = c;
        var panels = Ceiling(n, PanelWidth);
        var threads = parallel ? Workers.Count : 1;
        _packA = panels >= MinPanelsToPackA || a.Stride * sizeof(T) > MaxUnpackedStrideBytes;
        _packB = b.Stride != 1 || m >= MinTilesToPackB * TRows.Value;
        _blockRows = Math.Min(BlockRows, RoundUp(Ceiling(m, threads == 1 ? 1 : threads * BlocksPerThread), TRows.Value));
        var rowBlocks = Ceiling(m, _blockRows);

        // Blocks of rows that the threads cannot share out evenly are halved, though A is then packed twice.
        var halves = rowBlocks % threads == 0 ? 1 : 2;
        _blockPanels = Ceiling(panels, Math.Min(Math.Max(threads * BlocksPerThread / rowBlocks, halves), panels));
        _columnBlocks = Ceiling(panels, _blockPanels);
        _panels = _packedB.Take(panels * PanelWidth * k);
        if (_packB) Run(panels, _packPanel, parallel && (long)n * k >= MinParallelWork / 8);
        else PackPanel(panels - 1);
        Run(rowBlocks * _columnBlocks, _multiplyBlock, parallel);
    }

    private static void Run(int count, Action<int> body, bool parallel)
    {
        if (parallel) Workers.For(count, body);
        else for (var i = 0; i < count; i++) body(i);
    }

    private void PackPanel(int panel)
    {
        var first = panel * PanelWidth;
        Packing<T>.Pack(_b.At(first, 0), Math.Min(PanelWidth, _columns - first), _depth, PanelWidth, _panels + (nint)first * _depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyBlock(int block)
    {
        var (rowBlock, columnBlock) = Math.DivRem(block, _columnBlocks);
        var firstRow = rowBlock * _blockRows;
        var rows = Math.Min(_blockRows, _rows - firstRow);
        var packedA = (s_packedA ??= new()).Take(_depth * RoundUp(rows, TRows.Value));
        PackRows(firstRow, rows, packedA);
        var endPanel = Math.Min((columnBlock + 1) * _blockPanels, Ceiling(_columns, PanelWidth));
        for (var panel = columnBlock * _blockPanels; panel < endPanel; panel++)
        {
            var column = panel * PanelWidth;
            var width = Math.Min(PanelWidth, _columns - column);
            var packed = _packB || width < PanelWidth;
            var b = packed ? _panels + (nint)column * _depth : _b.Start + column;
            var bStep = packed ? PanelWidth : _b.Step;
            for (var row = 0; row < rows; row += TRows.Value)
            {
                var c = _c + (firstRow + row) * _cStride + column;
                var height = Math.Min(TRows.Value, rows - row);
                if (_packA || height < TRows.Value) MultiplyTile(height, width, packedA + (nint)row * _depth, 1, TRows.Value, b, bStep, c);
                else MultiplyTile(height, width, _a.Start + (firstRow + row) * _a.Stride, _a.Stride, _a.Step, b, bStep, c);
            }
        }
    }

    /// <summary>Packs tiles of rows; where A is read in place, only the last tile, which is short of rows.</summary>
    private void PackRows(int firstRow, int rows, T* target)
    {
        for (var row = _packA ? 0 : rows / TRows.Value * TRows.Value; row < rows; row += TRows.Value)
            Packing<T>.Pack(_a.At(firstRow + row, 0), Math.Min(TRows.Value, rows - row), _depth, TRows.Value, target + (nint)row * _depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyTile(int height, int width, T* a, nint aStride, nint aStep, T* b, nint bStep, T* c)
    {
        if (height == TRows.Value && width == PanelWidth)
        {
            if (_depth >= MinDepthToPrefetch) Prefetch(c);
            Tile<T, TVector, TLanes, TRows, Two>.Multiply(_depth, a, aStride, aStep, b, bStep, c, _cStride, _accumulate);
            return;
        }

        var edge = stackalloc T[TRows.Value * PanelWidth];
        if (width > TLanes.Count) Tile<T, TVector, TLanes, TRows, Two>.Multiply(_depth, a, aStride, aStep, b, bStep, edge, PanelWidth, false);
        else Tile<T, TVector, TLanes, TRows, One>.Multiply(_depth, a, aStride, aStep, b, bStep, edge, PanelWidth, false);
        for (var i = 0; i < height; i++, edge += PanelWidth, c += _cStride) CopyEdge(edge, c, width);
    }

    /// <summary>Fetches a tile of C while its sums run: its rows lie on different pages, and waiting for them costs some 5 %.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prefetch(T* c)
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < TRows.Value; i++, c += _cStride)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + TLanes.Count);
            Sse.Prefetch0(c + 2 * TLanes.Count - 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CopyEdge(T* edge, T* c, int width)
    {
        var j = 0;
        if (_accumulate)
        {
            for (; j + TLanes.Count <= width; j += TLanes.Count) TLanes.Store(TLanes.Add(TLanes.Load(edge + j), TLanes.Load(c + j)), c + j);
            for (; j < width; j++) c[j] = edge[j] + c[j];
        }
        else
        {
            new ReadOnlySpan<T>(edge, width).CopyTo(new Span<T>(c, width));
        }
    }

    private static int Ceiling(int value, int divisor) => (value - 1) / divisor + 1;

    private static int RoundUp(int value, int multiple) => Ceiling(value, multiple) * multiple;
}
