using System.Numerics.Tensors;

namespace DeepDive.Analysis;

/// <summary>Minimises a smooth convex function by L-BFGS (Liu and Nocedal 1989) with a strong Wolfe line search, in float64.</summary>
/// <remarks>
/// The line search brackets the zero of the slope, which for a convex function is the minimum, and goes there by secants. Close to the
/// minimum values differ by less than their rounding while slopes still tell the way (Hager and Zhang 2005, "approximate
/// Wolfe"), so that a value may be higher by its noise.
/// </remarks>
internal sealed class Lbfgs
{
    private const int Memory = 10;
    private const int MaxTrials = 30;
    private const double Decrease = 1e-4, Curvature = 0.9;

    private readonly Objective _objective;
    private readonly double _noise;
    private readonly List<Pair> _pairs = [];
    private readonly double[] _direction;
    private double[] _trialPoint, _trialGradient;

    /// <param name="objective">Value, and gradient as a by-product.</param>
    /// <param name="start">Where to begin; becomes this object's memory.</param>
    /// <param name="noise">Relative rounding of values.</param>
    public Lbfgs(Objective objective, double[] start, double noise)
    {
        (_objective, _noise) = (objective, noise);
        (Point, Gradient) = (start, new double[start.Length]);
        (_direction, _trialPoint, _trialGradient) = (new double[start.Length], new double[start.Length], new double[start.Length]);
        Value = Evaluate(Point, Gradient);
    }

    /// <summary>The function's value at a point; its gradient is written.</summary>
    public delegate double Objective(ReadOnlySpan<double> point, Span<double> gradient);

    public double[] Point { get; private set; }

    public double[] Gradient { get; private set; }

    public double Value { get; private set; }

    public int Iterations { get; private set; }

    public int Evaluations { get; private set; }

    /// <summary>Largest element of the gradient.</summary>
    public double GradientNorm => Math.Abs(TensorPrimitives.MaxMagnitude<double>(Gradient));

    /// <summary>Multiplies a vector by an approximate inverse of the Hessian; null for the identity.</summary>
    public Action<double[]>? Precondition { get; set; }

    /// <summary>One iteration; false if rounding leaves no way down.</summary>
    public bool Step()
    {
        SetDirection();
        if (Search())
        {
            Iterations++;
            return true;
        }

        // A direction may be spoilt by old pairs; the preconditioned gradient is not.
        if (_pairs.Count == 0) return false;
        _pairs.Clear();
        return Step();
    }

    /// <summary>−H·g by the two-loop recursion (Nocedal and Wright 2006, algorithm 7.4).</summary>
    private void SetDirection()
    {
        TensorPrimitives.Negate<double>(Gradient, _direction);
        Span<double> alphas = stackalloc double[Memory];
        for (var p = _pairs.Count - 1; p >= 0; p--)
        {
            alphas[p] = TensorPrimitives.Dot<double>(_pairs[p].Step, _direction) / _pairs[p].Product;
            TensorPrimitives.MultiplyAdd<double>(_pairs[p].Change, -alphas[p], _direction, _direction);
        }

        Precondition?.Invoke(_direction);
        TensorPrimitives.Multiply(_direction, Scale(), _direction);
        for (var p = 0; p < _pairs.Count; p++)
        {
            var beta = TensorPrimitives.Dot<double>(_pairs[p].Change, _direction) / _pairs[p].Product;
            TensorPrimitives.MultiplyAdd<double>(_pairs[p].Step, alphas[p] - beta, _direction, _direction);
        }
    }

    // sᵀy / yᵀPy of the newest pair; before there is one, a step of length 1.
    private double Scale()
    {
        if (_pairs.Count == 0) return Precondition is null ? 1 / Math.Max(TensorPrimitives.Norm<double>(_direction), double.Epsilon) : 1;
        var (_, change, product) = _pairs[^1];
        if (Precondition is null) return product / TensorPrimitives.SumOfSquares<double>(change);
        var conditioned = (double[])change.Clone();
        Precondition(conditioned);
        return product / TensorPrimitives.Dot<double>(change, conditioned);
    }

    private bool Search()
    {
        var slope = TensorPrimitives.Dot<double>(Gradient, _direction);
        if (!(slope < 0)) return false;
        var (low, lowSlope) = (0.0, slope);
        var (high, highSlope) = (double.PositiveInfinity, double.NaN);
        var step = 1.0;
        for (var trial = 0; trial < MaxTrials; trial++)
        {
            TensorPrimitives.MultiplyAdd<double>(_direction, step, Point, _trialPoint);
            var value = Evaluate(_trialPoint, _trialGradient);
            var trialSlope = TensorPrimitives.Dot<double>(_trialGradient, _direction);
            var lowEnough = value <= Value + Decrease * step * slope + _noise * Math.Abs(Value);
            if (lowEnough && Math.Abs(trialSlope) <= -Curvature * slope) return Accept(value);
            if (lowEnough && trialSlope < 0) (low, lowSlope) = (step, trialSlope);
            else (high, highSlope) = (step, trialSlope);
            step = NextStep(low, lowSlope, high, highSlope);
        }

        return false;
    }

    // The secant's zero, kept inside the bracket's middle four fifths.
    private static double NextStep(double low, double lowSlope, double high, double highSlope)
    {
        if (double.IsInfinity(high)) return 4 * low;
        var share = lowSlope / (lowSlope - highSlope);
        return low + (high - low) * (share is >= 0 and <= 1 ? Math.Clamp(share, 0.1, 0.9) : 0.5);
    }

    private bool Accept(double value)
    {
        var pair = _pairs.Count == Memory ? _pairs[0] : new(new double[Point.Length], new double[Point.Length], 0);
        if (_pairs.Count == Memory) _pairs.RemoveAt(0);
        TensorPrimitives.Subtract<double>(_trialPoint, Point, pair.Step);
        TensorPrimitives.Subtract<double>(_trialGradient, Gradient, pair.Change);
        var product = TensorPrimitives.Dot<double>(pair.Step, pair.Change);
        if (product > 0) _pairs.Add(pair with { Product = product });
        Value = value;
        (Point, _trialPoint) = (_trialPoint, Point);
        (Gradient, _trialGradient) = (_trialGradient, Gradient);
        return true;
    }

    private double Evaluate(double[] point, double[] gradient)
    {
        Evaluations++;
        return _objective(point, gradient);
    }

    /// <summary>A step s, the change y of the gradient along it, and sᵀy.</summary>
    private readonly record struct Pair(double[] Step, double[] Change, double Product);
}
