using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>
/// Full symmetric matrix → band of 32 diagonals by orthogonal similarity (Bischof and Sun's first stage): each panel
/// of 32 columns is factored as Q·R with Q = I − V·T·Vᵀ, and the rest becomes QᵀAQ = A − V·Wᵀ − W·Vᵀ with
/// W = Y·T − ½V·Tᵀ(Vᵀ·Y)T, Y = A·V. One instance a thread, reused from call to call.
/// </summary>
/// <remarks>
/// The update waits until the next panel is factored, so that a block of A is brought in once to be updated and
/// multiplied by the new V. Only blocks on and below the diagonal exist; a block multiplies V from both sides, and what
/// its transpose gives is summed in one buffer a group of block rows. Groups depend on the size alone, and so do the bits of
/// the result. Finished rows count as zeros in V, W and Y, so that tiles need not start where the panel does.
/// </remarks>
internal sealed unsafe class BandReduction<T, TVector, TLanes, TRows>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IConstant
{
    private const int Width = Band.Width;
    private const int Size = TriangleBlocks<T>.Size;
    private const int BlockOfPanel = Size * Width;
    private const int MaxGroups = 16;

    // Tiles overshoot 32 rows by at most this many.
    private const int Overshoot = 4;

    private readonly PanelFactor<T, TVector, TLanes> _factor = new();
    private readonly Scratch<T> _memory = new(), _bandMemory = new(), _compactMemory = new();
    private readonly Action<int> _extractPanel, _updateAndMultiply, _sumProducts, _preparePending;

    private T* _panel; // the columns to factor, [n, 32]
    private T* _v; // [n, 32]
    private T* _y; // A·V, [n, 32]
    private T* _left; // of the pending update A += left·right: [−W | V], [n, 64]
    private T* _right; // [V | −W]ᵀ in strips of 32 columns, [n/32][64, 32]
    private T* _fromTranspose; // what the transposed blocks of each group give, [groups][n, 32]
    private T* _inner; // VᵀY, a block row each, [blocks][36, 32]
    private T* _negativeT, _correction; // W = Y·T − V·correction, [32, 32]
    private int _start, _firstBlock, _blocksPerGroup, _groups;
    private bool _pending, _keepReflectors;

    public BandReduction()
    {
        (_extractPanel, _updateAndMultiply) = (ExtractPanel, i => UpdateAndMultiply(_groups - 1 - i));
        (_sumProducts, _preparePending) = (i => SumProducts(_firstBlock + i), i => PreparePending(_firstBlock + i));
    }

    public TriangleBlocks<T> Blocks { get; } = new();

    /// <summary>The band, laid out as <see cref="Band"/> says.</summary>
    public T* Result { get; private set; }

    /// <summary>T of each panel, [32, 32]; V lies in the columns of its panel in <see cref="Blocks"/>, if kept.</summary>
    public T* Compact { get; private set; }

    private int ActiveBlocks => Blocks.Count - _firstBlock;

    /// <summary>Reduces what <see cref="Blocks"/> hold, and destroys it.</summary>
    public void Reduce(bool keepReflectors)
    {
        _keepReflectors = keepReflectors;
        _pending = false;
        TakeMemory();
        for (var panel = 0; panel < Blocks.Order; panel += Width)
        {
            (_start, _firstBlock) = (panel, panel / Size);
            Workers.For(ActiveBlocks, _extractPanel);
            StoreDiagonalBlock();
            var rows = Blocks.Order - panel - Width;
            if (rows <= 0) return;
            var t = Compact + (nint)panel * Width;
            FactorPanel(rows, t);
            MultiplyPanel(t);
        }
    }

    private void TakeMemory()
    {
        var rows = (Blocks.Count + 1) * Size; // one block of padding, so that nothing need stop short
        var inner = (Width + Overshoot) * Width;
        var memory = _memory.Take(checked(rows * Width * (7 + MaxGroups) + (Blocks.Count + 1) * inner + 2 * Width * Width));
        T* Next(int length)
        {
            var taken = memory;
            memory += length;
            return taken;
        }

        _panel = Next(rows * Width);
        _v = Next(rows * Width);
        _y = Next(rows * Width);
        _left = Next(2 * rows * Width);
        _right = Next(2 * rows * Width);
        _inner = Next((Blocks.Count + 1) * inner);
        _negativeT = Next(Width * Width);
        _correction = Next(Width * Width);
        _fromTranspose = Next(MaxGroups * rows * Width);
        new Span<T>(_panel, 3 * rows * Width).Clear();
        Result = _bandMemory.Take(Band.Length(Blocks.Order));
        new Span<T>(Result, Band.Length(Blocks.Order)).Clear();
        Compact = _compactMemory.Take((Blocks.Count + 1) * Size * Width);
    }

    /// <summary>Copies a block of the panel's columns and applies the pending update to the copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ExtractPanel(int task)
    {
        var row = _firstBlock + task;
        var source = Blocks[row, _firstBlock] + _start % Size;
        var target = _panel + (nint)row * BlockOfPanel;
        for (var i = 0; i < Size; i++) new ReadOnlySpan<T>(source + i * Size, Width).CopyTo(new Span<T>(target + i * Width, Width));
        if (_pending) BlockProducts<T, TVector, TLanes, TRows>.Multiply(2 * Width, _left + (nint)row * 2 * BlockOfPanel, 2 * Width, _right + (nint)_start * 2 * Width, target, true);
    }

    private void StoreDiagonalBlock()
    {
        var source = _panel + (nint)_start * Width;
        var count = Math.Min(Width, Blocks.Order - _start);
        for (var j = 0; j < count; j++)
        {
            for (var i = j; i < count; i++)
            {
                var value = source[i * Width + j];
                Result[Band.At(_start + i, _start + j)] = value;
                Result[Band.At(_start + j, _start + i)] = value;
            }
        }
    }

    /// <summary>Factors the panel below its diagonal block, and moves the start to the first row that is left.</summary>
    private void FactorPanel(int rows, T* t)
    {
        new Span<T>(_v + (nint)_start * Width, Width * Width).Clear();
        new Span<T>(_left + (nint)_start * 2 * Width, 2 * Width * Width).Clear();
        _start += Width;
        var r = _panel + (nint)_start * Width;
        _factor.Factor(r, rows, _v + (nint)_start * Width, t);
        for (var j = 0; j < Width; j++)
        {
            for (var i = 0; i <= j; i++) Result[Band.At(_start + i, _start - Width + j)] = r[i * Width + j];
        }
    }

    /// <summary>Applies the pending update to what is left of A, multiplies that by V, and makes the next pending update.</summary>
    private void MultiplyPanel(T* t)
    {
        var panelBlock = _firstBlock;
        _firstBlock = _start / Size;
        _blocksPerGroup = (ActiveBlocks + MaxGroups - 1) / MaxGroups;
        _groups = (ActiveBlocks + _blocksPerGroup - 1) / _blocksPerGroup;
        Workers.For(_groups, _updateAndMultiply);
        Workers.For(ActiveBlocks, _sumProducts);
        Correct(t);
        Workers.For(ActiveBlocks, _preparePending);
        _pending = true;
        if (_keepReflectors) KeepReflectors(panelBlock);
    }

    private (int First, int End) BlockRows(int group)
    {
        var first = _firstBlock + group * _blocksPerGroup;
        return (first, Math.Min(first + _blocksPerGroup, Blocks.Count));
    }

    private T* FromTranspose(int group, int block) => _fromTranspose + ((nint)group * (Blocks.Count + 1) + block) * BlockOfPanel;

    private void UpdateAndMultiply(int group)
    {
        var (first, end) = BlockRows(group);
        for (var column = _firstBlock; column < end; column++)
        {
            for (var row = Math.Max(first, column); row < end; row++)
            {
                var next = row + 1 < end ? Blocks[row + 1, column] : Blocks[Math.Max(first, column + 1), column + 1];
                UpdateAndMultiply(row, column, next, FromTranspose(group, column), row > Math.Max(first, column + 1));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateAndMultiply(int row, int column, T* next, T* fromTranspose, bool accumulateTranspose)
    {
        var block = Blocks[row, column];
        var finished = Math.Max(0, _start - column * Size);
        if (_pending)
            BlockProducts<T, TVector, TLanes, TRows>.Update(block, _left + (nint)row * 2 * BlockOfPanel, _right + (nint)column * 2 * BlockOfPanel, finished, next);
        var v = _v + (nint)column * BlockOfPanel;
        var y = _y + (nint)row * BlockOfPanel;
        BlockProducts<T, TVector, TLanes, TRows>.Multiply(Size - finished, block + finished, Size, v + finished * Width, y, column > _firstBlock);
        if (row > column)
            BlockProducts<T, TVector, TLanes, TRows>.MultiplyTransposed(block, _v + (nint)row * BlockOfPanel, fromTranspose, finished, accumulateTranspose);
    }

    /// <summary>Completes a block of Y by what the transposed blocks gave, and multiplies it by its block of V.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumProducts(int block)
    {
        var y = _y + (nint)block * BlockOfPanel;
        // Below the last block there is none whose transpose lies in its rows, even where its group has room for one.
        var firstGroup = block + 1 == Blocks.Count ? _groups : (block + 1 - _firstBlock) / _blocksPerGroup;
        for (var group = firstGroup; group < _groups; group++)
        {
            var more = FromTranspose(group, block);
            for (var i = 0; i < BlockOfPanel; i += TLanes.Count) TLanes.Store(TLanes.Add(TLanes.Load(y + i), TLanes.Load(more + i)), y + i);
        }

        new Span<T>(y, Math.Max(0, _start - block * Size) * Width).Clear();
        var inner = _inner + (nint)block * (Width + Overshoot) * Width;
        for (var i = 0; i < Width; i += TRows.Value)
        {
            for (var j = 0; j < Width; j += 2 * TLanes.Count)
                Tile<T, TVector, TLanes, TRows, Two>.Multiply(Size, _v + (nint)block * BlockOfPanel + i, 1, Width, y + j, Width, inner + i * Width + j, Width, false);
        }
    }

    /// <summary>correction = ½Tᵀ(VᵀY)T.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Correct(T* t)
    {
        const int Length = Width * Width;
        var sum = stackalloc T[Length];
        var right = stackalloc T[Length];
        new Span<T>(sum, Length).Clear();
        for (var block = _firstBlock; block < Blocks.Count; block++)
        {
            var inner = _inner + (nint)block * (Width + Overshoot) * Width;
            for (var i = 0; i < Length; i += Width) AddScaled(T.One, inner + i, sum + i);
        }

        new Span<T>(right, Length).Clear();
        new Span<T>(_correction, Length).Clear();
        var half = T.CreateTruncating(0.5);
        for (var i = 0; i < Width; i++)
        {
            for (var p = 0; p < Width; p++) AddScaled(sum[i * Width + p], t + p * Width, right + i * Width);
        }

        for (var p = 0; p < Width; p++)
        {
            for (var i = p; i < Width; i++) AddScaled(half * t[p * Width + i], right + p * Width, _correction + i * Width);
        }

        for (var i = 0; i < Length; i++) _negativeT[i] = -t[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(T factor, T* source, T* target)
    {
        var factors = TLanes.Broadcast(factor);
        for (var j = 0; j < Width; j += TLanes.Count)
            TLanes.Store(TLanes.MultiplyAdd(factors, TLanes.Load(source + j), TLanes.Load(target + j)), target + j);
    }

    /// <summary>Writes a block's rows of left = [−W | V] and its strips of right = [V | −W]ᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PreparePending(int block)
    {
        var left = _left + (nint)block * 2 * BlockOfPanel;
        var v = _v + (nint)block * BlockOfPanel;
        BlockProducts<T, TVector, TLanes, TRows>.Multiply(Width, _y + (nint)block * BlockOfPanel, Width, _negativeT, left, false, 2 * Width);
        BlockProducts<T, TVector, TLanes, TRows>.Multiply(Width, v, Width, _correction, left, true, 2 * Width);
        for (var i = 0; i < Size; i++) new ReadOnlySpan<T>(v + i * Width, Width).CopyTo(new Span<T>(left + i * 2 * Width + Width, Width));
        for (var i = 0; i < Size; i += Width)
        {
            var right = _right + ((nint)block * Size + i) * 2 * Width;
            Packing<T>.Pack(new Operand<T>(v + i * Width, Width, 1), Width, Width, Width, right);
            Packing<T>.Pack(new Operand<T>(left + i * 2 * Width, 2 * Width, 1), Width, Width, Width, right + Width * Width);
        }
    }

    /// <summary>Leaves V in the columns of its panel, with zeros above it in its first block.</summary>
    private void KeepReflectors(int panelBlock)
    {
        for (var row = _firstBlock * Size; row < Blocks.Count * Size; row++)
        {
            var target = Blocks[row / Size, panelBlock] + row % Size * Size + (_start - Width) % Size;
            new ReadOnlySpan<T>(_v + (nint)row * Width, Width).CopyTo(new Span<T>(target, Width));
        }
    }
}
