using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using DeepDive.Models;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>
/// Softmax cross-entropy of a block of rows. They are few classes long, so the block is turned: one line a class, and
/// vectors run along the rows. One instance a thread, reused.
/// </summary>
/// <remarks>Lines are filled up with zeros to whole vectors, so that no element is computed in another way than its neighbours.</remarks>
internal sealed unsafe class SoftmaxBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Lines are whole vectors of every width.
    private const int LineMultiple = 16;
    private const int MaxLine = (RowBlocks.MaxLength + LineMultiple - 1) / LineMultiple * LineMultiple;

    [ThreadStatic]
    private static SoftmaxBlock<T>? s_current;

    private readonly T[] _labels = new T[MaxLine];
    private readonly T[] _predicted = new T[MaxLine];
    private readonly T[] _max = new T[MaxLine];
    private readonly T[] _total = new T[MaxLine];
    private readonly T[] _loss = new T[MaxLine];
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
        var wrong = Compare();
        Exponentiate();
        AddLogarithms();
        var loss = 0.0;
        foreach (var value in _loss.AsSpan(0, labels.Length)) loss += double.CreateTruncating(value);
        return new ScoreSum(loss, wrong, labels.Length);
    }

    /// <summary>(p − onehot(y)) · share of the rows measured last.</summary>
    /// <param name="delta">First row of [n, k], overwritten.</param>
    /// <param name="rows">n, as measured.</param>
    /// <param name="share">Weight of a row in the loss.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteDelta(Operand<T> delta, int rows, T share)
    {
        TensorPrimitives.Divide(share, _total.AsSpan(0, _line), _total);
        for (var c = 0; c < _classCount; c++)
        {
            var label = Vector.Create(T.CreateTruncating(c));
            for (var i = 0; i < _line; i += Vector<T>.Count)
            {
                var own = Vector.ConditionalSelect(Vector.Equals(Load(_labels, i), label), Vector.Create(share), Vector<T>.Zero);
                (LoadClass(c, i) * Load(_total, i) - own).CopyTo(_classes, c * _line + i);
            }

            var line = Class(c);
            for (var i = 0; i < rows; i++) delta.Start[i * delta.Stride + c] = line[i];
        }
    }

    private Span<T> Class(int c) => _classes.AsSpan(c * _line, _line);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read(Operand<T> logits, int classCount, ReadOnlySpan<int> labels)
    {
        (_classCount, _line) = (classCount, (labels.Length + LineMultiple - 1) / LineMultiple * LineMultiple);
        if (_classes.Length < classCount * _line) _classes = new T[checked(classCount * MaxLine)];
        for (var i = 0; i < labels.Length; i++) _labels[i] = T.CreateTruncating(labels[i]);
        _labels.AsSpan(labels.Length).Clear(); // and class 0, the first of equals, is right there
        for (var c = 0; c < classCount; c++)
        {
            var line = Class(c);
            for (var i = 0; i < labels.Length; i++) line[i] = logits.Start[i * logits.Stride + c];
            line[labels.Length..].Clear();
        }
    }

    // Finds each row's class, the first of the largest logits, and how far the label's logit lies below; returns how many rows are in error.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Compare()
    {
        var wrong = Vector<T>.Zero;
        for (var i = 0; i < _line; i += Vector<T>.Count)
        {
            var label = Load(_labels, i);
            var (largest, predicted, own) = (LoadClass(0, i), Vector<T>.Zero, LoadClass(0, i));
            for (var c = 1; c < _classCount; c++)
            {
                var (index, logit) = (Vector.Create(T.CreateTruncating(c)), LoadClass(c, i));
                predicted = Vector.ConditionalSelect(Vector.GreaterThan(logit, largest), index, predicted);
                largest = Vector.Max(largest, logit);
                own = Vector.ConditionalSelect(Vector.Equals(label, index), logit, own);
            }

            predicted.CopyTo(_predicted, i);
            largest.CopyTo(_max, i);
            (largest - own).CopyTo(_loss, i);
            wrong += Vector.ConditionalSelect(Vector.Equals(predicted, label), Vector<T>.Zero, Vector<T>.One);
        }

        return int.CreateTruncating(Vector.Sum(wrong));
    }

    // Classes become exp(z − max). That of the largest logit, which is 1, stays out of the total: beside it the others would lose their digits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Exponentiate()
    {
        Array.Clear(_total);
        for (var c = 0; c < _classCount; c++)
        {
            var (line, index) = (c * _line, Vector.Create(T.CreateTruncating(c)));
            TensorPrimitives.Subtract(Class(c), _max.AsSpan(0, _line), Class(c));
            TensorPrimitives.Exp<T>(Class(c), Class(c));
            for (var i = 0; i < _line; i += Vector<T>.Count)
            {
                var isLargest = Vector.Equals(Load(_predicted, i), index);
                var exponential = new Vector<T>(_classes, line + i);
                (Load(_total, i) + Vector.ConditionalSelect(isLargest, Vector<T>.Zero, exponential)).CopyTo(_total, i);
                Vector.ConditionalSelect(isLargest, Vector<T>.One, exponential).CopyTo(_classes, line + i);
            }
        }
    }

    // Adds log(1 + r) to the loss, in the way that keeps the digits of a small r (Goldberg 1991, theorem 4), and makes 1 + r the total.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLogarithms()
    {
        TensorPrimitives.Add(_total.AsSpan(0, _line), T.One, _max);
        TensorPrimitives.Log<T>(_max.AsSpan(0, _line), _predicted);
        for (var i = 0; i < _line; i += Vector<T>.Count)
        {
            var (rest, total, logarithm) = (Load(_total, i), Load(_max, i), Load(_predicted, i));
            var exact = Vector.ConditionalSelect(Vector.Equals(total, Vector<T>.One), rest, logarithm * rest / (total - Vector<T>.One));
            (Load(_loss, i) + exact).CopyTo(_loss, i);
            total.CopyTo(_total, i);
        }
    }

    private static Vector<T> Load(T[] line, int index) => new(line, index);

    private Vector<T> LoadClass(int c, int index) => new(_classes, c * _line + index);
}
