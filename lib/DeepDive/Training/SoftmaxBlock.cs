using System.Numerics;
using System.Runtime.CompilerServices;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>
/// Softmax cross-entropy of a block of rows. They are few classes long, so the block is turned: one line a class, and
/// vectors run along the rows. One instance a thread, reused.
/// </summary>
/// <remarks>Lines are filled up with zeros to whole vectors, so that no row is computed in another way than its neighbours.</remarks>
internal sealed unsafe class SoftmaxBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Whole vectors of every width.
    private const int LineMultiple = 16;
    private const int MaxLine = (RowBlocks.MaxLength + LineMultiple - 1) / LineMultiple * LineMultiple;

    [ThreadStatic]
    private static SoftmaxBlock<T>? s_current;

    private readonly T[] _labels = new T[MaxLine];
    private readonly T[] _losses = new T[MaxLine];
    private readonly T[] _totals = new T[MaxLine];
    private T[] _classes = [];
    private int _classCount;
    private int _line;

    private SoftmaxBlock()
    {
    }

    /// <summary>This thread's instance.</summary>
    public static SoftmaxBlock<T> Current => s_current ??= new();

    /// <summary>Adds up losses and errors of rows, and keeps what <see cref="WriteDelta"/> needs.</summary>
    /// <param name="logits">First row of [n, k].</param>
    /// <param name="classCount">k.</param>
    /// <param name="labels">[n], at most <see cref="RowBlocks.MaxLength"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ScoreSum Measure(Operand<T> logits, int classCount, ReadOnlySpan<int> labels)
    {
        Read(logits, classCount, labels);
        var wrong = Vector<T>.Zero;
        if (classCount == 2) for (var i = 0; i < _line; i += Vector<T>.Count) wrong += MeasurePair(i);
        else for (var i = 0; i < _line; i += Vector<T>.Count) wrong += MeasureVector(i);
        return new ScoreSum(Sum(_losses.AsSpan(0, labels.Length)), int.CreateTruncating(Vector.Sum(wrong)), labels.Length);
    }

    /// <summary>(p − onehot(y) + λz) · share of the rows measured last.</summary>
    /// <param name="delta">First row of [n, k], overwritten; where λ is not 0 it holds the logits z on entry.</param>
    /// <param name="rows">n, as measured.</param>
    /// <param name="share">Weight of a row in the loss.</param>
    /// <param name="decoupling">λ of the penalty λ/2 ‖z‖².</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteDelta(Operand<T> delta, int rows, T share, T decoupling = default)
    {
        var shares = Vector.Create(share);
        for (var i = 0; i < _line; i += Vector<T>.Count)
        {
            var (label, scale) = (new Vector<T>(_labels, i), shares / new Vector<T>(_totals, i));
            for (var c = 0; c < _classCount; c++)
                (Class(c, i) * scale - Vector.ConditionalSelect(Vector.Equals(label, Index(c)), shares, Vector<T>.Zero)).CopyTo(_classes, c * _line + i);
        }

        if (decoupling != T.Zero) AddPenalty(delta, rows, decoupling * share);
        for (var c = 0; c < _classCount; c++)
        {
            var target = delta.Start + c;
            foreach (var value in _classes.AsSpan(c * _line, rows))
            {
                *target = value;
                target += delta.Stride;
            }
        }
    }

    private void AddPenalty(Operand<T> logits, int rows, T factor)
    {
        for (var c = 0; c < _classCount; c++)
        {
            for (var i = 0; i < rows; i++) _classes[c * _line + i] += factor * logits.Start[i * logits.Stride + c];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read(Operand<T> logits, int classCount, ReadOnlySpan<int> labels)
    {
        (_classCount, _line) = (classCount, (labels.Length + LineMultiple - 1) / LineMultiple * LineMultiple);
        if (_classes.Length < classCount * _line) _classes = new T[checked(classCount * MaxLine)];
        for (var i = 0; i < labels.Length; i++) _labels[i] = T.CreateTruncating(labels[i]);
        _labels.AsSpan(labels.Length).Clear(); // and class 0, the first of equals, is right there
        for (var c = 0; c < classCount; c++)
        {
            var line = _classes.AsSpan(c * _line, _line);
            var source = logits.Start + c;
            for (var i = 0; i < labels.Length; i++, source += logits.Stride) line[i] = *source;
            line[labels.Length..].Clear();
        }
    }

    // Losses of the rows from i on; their classes become exp(z − max z). Returns 1 for each row in error.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector<T> MeasureVector(int i)
    {
        var label = new Vector<T>(_labels, i);
        var (largest, predicted, own) = (Class(0, i), Vector<T>.Zero, Class(0, i));
        for (var c = 1; c < _classCount; c++)
        {
            var logit = Class(c, i);
            predicted = Vector.ConditionalSelect(Vector.GreaterThan(logit, largest), Index(c), predicted); // the first of equals
            largest = Vector.Max(largest, logit);
            own = Vector.ConditionalSelect(Vector.Equals(label, Index(c)), logit, own);
        }

        // The largest term is 1 and stays out of the sum: beside it the others would lose their digits.
        var rest = Vector<T>.Zero;
        for (var c = 0; c < _classCount; c++)
        {
            var isLargest = Vector.Equals(predicted, Index(c));
            var exponential = Exponential.OfNegative(Class(c, i) - largest);
            rest += Vector.ConditionalSelect(isLargest, Vector<T>.Zero, exponential);
            Vector.ConditionalSelect(isLargest, Vector<T>.One, exponential).CopyTo(_classes, c * _line + i);
        }

        var total = Vector<T>.One + rest;
        total.CopyTo(_totals, i);
        (largest - own + Logarithm.OfOnePlus(rest, total)).CopyTo(_losses, i);
        return Vector.ConditionalSelect(Vector.Equals(predicted, label), Vector<T>.Zero, Vector<T>.One);
    }

    // The same for two classes, where one exponential says all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<T> MeasurePair(int i)
    {
        var (label, first, second) = (new Vector<T>(_labels, i), Class(0, i), Class(1, i));
        var (largest, isSecond) = (Vector.Max(first, second), Vector.GreaterThan(second, first));
        var rest = Exponential.OfNegative(Vector.Min(first, second) - largest);
        Vector.ConditionalSelect(isSecond, rest, Vector<T>.One).CopyTo(_classes, i);
        Vector.ConditionalSelect(isSecond, Vector<T>.One, rest).CopyTo(_classes, _line + i);
        (Vector<T>.One + rest).CopyTo(_totals, i);
        var isLabelSecond = Vector.Equals(label, Vector<T>.One);
        (largest - Vector.ConditionalSelect(isLabelSecond, second, first) + Logarithm.OfOnePlusShare(rest)).CopyTo(_losses, i);
        var predicted = Vector.ConditionalSelect(isSecond, Vector<T>.One, Vector<T>.Zero);
        return Vector.ConditionalSelect(Vector.Equals(predicted, label), Vector<T>.Zero, Vector<T>.One);
    }

    // Four sums side by side, for one would wait for each addition.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<T> losses)
    {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        for (; losses.Length >= 4; losses = losses[4..])
        {
            sum0 += double.CreateTruncating(losses[0]);
            sum1 += double.CreateTruncating(losses[1]);
            sum2 += double.CreateTruncating(losses[2]);
            sum3 += double.CreateTruncating(losses[3]);
        }

        foreach (var loss in losses) sum0 += double.CreateTruncating(loss);
        return sum0 + sum1 + (sum2 + sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Index(int c) => Vector.Create(T.CreateTruncating(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<T> Class(int c, int i) => new(_classes, c * _line + i);
}
