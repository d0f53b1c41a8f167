using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>Moves points until near ones are those that the graph joins: stochastic gradient descent on the cross-entropy with negative samples.</summary>
/// <remarks>McInnes, Healy and Melville 2018, algorithm 5, with their program's schedule. On one thread: every step sees the one before it, so that a seed gives the same bits.</remarks>
internal sealed class UmapLayout
{
    // Of the authors' program: gradients are cut at ±4, and 0.001 keeps the push of coinciding points finite.
    private const double MostMove = 4;
    private const double PushSoftening = 0.001;

    private readonly double[] _points;
    private readonly UmapCurve _curve;
    private readonly RandomStream _random;
    private double _rate;

    /// <param name="points">[n · 2], x and y of each point in turn; moved in place.</param>
    /// <param name="curve">How alike points are at a distance.</param>
    /// <param name="random">Draws the points to push away.</param>
    public UmapLayout(double[] points, UmapCurve curve, RandomStream random) => (_points, _curve, _random) = (points, curve, random);

    /// <summary>An edge of weight w is pulled on every (max w / w)th epoch.</summary>
    public void Run(FuzzyGraph graph, int epochs, int negatives, CancellationToken cancellation)
    {
        var heaviest = graph.Weights.Max();
        double[] every = [.. graph.Weights.Select(weight => heaviest / weight)];
        var (nextPull, nextPush) = (every.ToArray(), every.Select(period => period / negatives).ToArray());
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            _rate = 1 - (double)epoch / epochs;
            for (var edge = 0; edge < every.Length; edge++)
            {
                if (nextPull[edge] > epoch || every[edge] > epochs) continue;
                Pull(2 * graph.Heads[edge], 2 * graph.Tails[edge]);
                nextPull[edge] += every[edge];
                if (negatives == 0) continue;
                var pushes = (int)((epoch - nextPush[edge]) * negatives / every[edge]);
                for (var push = 0; push < pushes; push++) Push(2 * graph.Heads[edge], 2 * _random.NextIndex(_points.Length / 2));
                nextPush[edge] += pushes * every[edge] / negatives;
            }
        }
    }

    private void Pull(int head, int tail)
    {
        var (dx, dy) = (_points[head] - _points[tail], _points[head + 1] - _points[tail + 1]);
        var squared = dx * dx + dy * dy;
        if (squared == 0) return;
        var power = _curve.A * Math.Pow(squared, _curve.B);
        var force = -2 * _curve.B * power / (squared * (1 + power));
        var (moveX, moveY) = (Cut(force * dx), Cut(force * dy));
        _points[head] += moveX;
        _points[head + 1] += moveY;
        _points[tail] -= moveX;
        _points[tail + 1] -= moveY;
    }

    private void Push(int head, int other)
    {
        if (head == other) return;
        var (dx, dy) = (_points[head] - _points[other], _points[head + 1] - _points[other + 1]);
        var squared = dx * dx + dy * dy;
        if (squared == 0) return;
        var force = 2 * _curve.B / ((PushSoftening + squared) * (1 + _curve.A * Math.Pow(squared, _curve.B)));
        _points[head] += Cut(force * dx);
        _points[head + 1] += Cut(force * dy);
    }

    private double Cut(double move) => _rate * Math.Clamp(move, -MostMove, MostMove);
}
