using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>
/// What of the classes can be read off a representation linearly (Alain and Bengio 2017): multinomial logistic regression
/// at its optimum, the minimum over W, b of mean cross-entropy of softmax(W·x + b) + λ/2 ‖W‖². Legend: n rows, d features, k classes.
/// </summary>
/// <remarks>
/// By L-BFGS from zero (Liu and Nocedal 1989). Once its iterations have cost as much as a factorisation of the mean curvature would,
/// they are preconditioned with it: an easy problem never pays for that, and a hard one, such as correlated features, ends in a
/// fraction of the iterations. A feature that is constant over the training rows gets no weight where features are standardised.
/// Results do not depend on <see cref="Workers.Count"/>. Fit and scoring want different rows: a probe scored on its own training
/// rows flatters every layer.
/// </remarks>
public sealed class LinearProbe
{
    // A product for a few classes costs about twice as much an operation as the large one that makes the curvature.
    private const double CostOfCurvature = 2;

    private readonly FeatureScale? _scale;
    private readonly Matrix<double> _weights;
    private readonly double[] _biases;

    private LinearProbe(FeatureScale? scale, int features, int classes, Lbfgs fit, LinearProbeOptions options)
    {
        _scale = scale;
        (_weights, _biases) = (new Matrix<double>(classes, features), new double[classes]);
        for (var c = 0; c < classes; c++)
        {
            var row = fit.Point.AsSpan(c * (features + 1), features + 1);
            row[..features].CopyTo(_weights.Row(c));
            _biases[c] = row[features];
        }

        (Iterations, Evaluations, Loss, GradientNorm) = (fit.Iterations, fit.Evaluations, fit.Value, fit.GradientNorm);
        (Strength, Converged) = (options.Strength, fit.GradientNorm <= options.GradientTolerance);
    }

    /// <summary>λ it was fitted with.</summary>
    public double Strength { get; }

    /// <summary>Iterations of the optimiser.</summary>
    public int Iterations { get; }

    /// <summary>Evaluations of loss and gradient, two products with the training rows each.</summary>
    public int Evaluations { get; }

    /// <summary>Largest element of the gradient at the end, by standardised features if they were.</summary>
    public double GradientNorm { get; }

    /// <summary>Whether <see cref="GradientNorm"/> came down to the tolerance.</summary>
    public bool Converged { get; }

    /// <summary>Mean cross-entropy over the training rows + λ/2 ‖W‖².</summary>
    public double Loss { get; }

    /// <summary>Fits a probe to training rows.</summary>
    /// <param name="x">[n, d].</param>
    /// <param name="labels">[n], each in 0…k − 1, of at least two classes.</param>
    /// <param name="classCount">k ≥ 2.</param>
    /// <param name="options">Penalty, standardisation and when to stop.</param>
    /// <exception cref="ArgumentException">Rows and labels do not match, are fewer than k, not finite, or of one class only.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option makes no sense.</exception>
    public static LinearProbe Fit<T>(Matrix<T> x, ReadOnlySpan<int> labels, int classCount, LinearProbeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FitAll(x, labels, classCount, [(options ??= new()).Strength], options).First();

    /// <summary>Fits a probe for each strength, and keeps the one most accurate on validation rows; the stronger of equals.</summary>
    /// <param name="x">Training rows [n, d].</param>
    /// <param name="labels">[n].</param>
    /// <param name="validationX">[m, d], m ≥ 1.</param>
    /// <param name="validationLabels">[m].</param>
    /// <param name="classCount">k ≥ 2.</param>
    /// <param name="strengths">Values of λ; each fit starts from that of the next stronger one.</param>
    /// <param name="options">All but the strength.</param>
    /// <exception cref="ArgumentException">As of <see cref="Fit"/>, or there is no strength or no validation row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a strength makes no sense.</exception>
    public static LinearProbe FitBest<T>(
        Matrix<T> x,
        ReadOnlySpan<int> labels,
        Matrix<T> validationX,
        ReadOnlySpan<int> validationLabels,
        int classCount,
        IReadOnlyList<double> strengths,
        LinearProbeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(strengths);
        if (strengths.Count == 0) throw new ArgumentException("there must be a strength to try, but there was none; give for example 1e-4, 1e-3, 1e-2", nameof(strengths));
        LinearProbe? best = null;
        var bestAccuracy = double.NegativeInfinity;
        foreach (var probe in FitAll(x, labels, classCount, [.. strengths.OrderDescending()], options ?? new()))
        {
            var accuracy = probe.Accuracy(validationX, validationLabels);
            if (accuracy > bestAccuracy) (best, bestAccuracy) = (probe, accuracy);
        }

        return best!;
    }

    /// <summary>The most probable class of each row, [n]; the first of equals.</summary>
    /// <param name="x">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have the d columns of the training rows, or are not finite.</exception>
    public int[] Predict<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Models.Logits.Classes(Logits(x));

    /// <summary>W·x + b of each row, [n, k]; its softmax is the probability of each class.</summary>
    /// <param name="x">[n, d].</param>
    /// <exception cref="ArgumentException">The rows do not have the d columns of the training rows, or are not finite.</exception>
    public Matrix<T> Logits<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, "the rows");
        if (x.Columns != _weights.Columns)
            throw new ArgumentException($"rows must have the {_weights.Columns} features that the probe was fitted on, but have {x.Columns}", nameof(x));
        var logits = new Matrix<T>(x.Rows, _biases.Length);
        MatMul.NT(_scale is null ? x : _scale.Apply(x), _weights.To<T>(), logits);
        var biases = Array.ConvertAll(_biases, T.CreateTruncating);
        for (var i = 0; i < logits.Rows; i++) TensorPrimitives.Add(logits.Row(i), biases, logits.Row(i));
        return logits;
    }

    /// <summary>Share of rows whose predicted class is their label.</summary>
    /// <param name="x">[n, d], n ≥ 1.</param>
    /// <param name="labels">[n].</param>
    /// <exception cref="ArgumentException">Rows and labels do not match, or as of <see cref="Predict"/>.</exception>
    public double Accuracy<T>(Matrix<T> x, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var predicted = Predict(x);
        Guard.ThrowIfLabelsUnfit(labels, x.Rows, _biases.Length);
        return Models.Logits.Accuracy(predicted, labels);
    }

    private static IEnumerable<LinearProbe> FitAll<T>(Matrix<T> x, ReadOnlySpan<int> labels, int classCount, double[] strengths, LinearProbeOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(x, labels, classCount);
        foreach (var strength in strengths) ThrowIfUnfit(options with { Strength = strength });
        return FitAll(x, labels.ToArray(), classCount, strengths, options);
    }

    private static IEnumerable<LinearProbe> FitAll<T>(Matrix<T> x, int[] labels, int classCount, double[] strengths, LinearProbeOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = options.Standardise ? FeatureScale.Of(x) : null;
        var objective = new SoftmaxObjective<T>(scale is null ? x : scale.Apply(x), labels, classCount, strengths[0]);
        var start = new double[checked(classCount * (x.Columns + 1))];
        foreach (var strength in strengths)
        {
            objective.Strength = strength;
            var fit = Minimise(objective, start, x, classCount, options);
            yield return new(scale, x.Columns, classCount, fit, options with { Strength = strength });
            start = fit.Point;
        }
    }

    private static Lbfgs Minimise<T>(SoftmaxObjective<T> objective, double[] start, Matrix<T> x, int classCount, LinearProbeOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fit = new Lbfgs(objective.Evaluate, start, noise: double.CreateTruncating(T.BitIncrement(T.One) - T.One));

        // Operations of n·d² + d³ for the curvature and its factors, 4·n·d·k for an evaluation.
        var patience = CostOfCurvature * x.Columns * (1 + (double)x.Columns / x.Rows) / (4 * classCount);
        while (fit.GradientNorm > options.GradientTolerance && fit.Iterations < options.MaxIterations)
        {
            if (fit.Precondition is null && fit.Evaluations > patience)
                fit.Precondition = new CurvaturePreconditioner(classCount, objective.MeanCurvature(fit.Point)).Apply;
            if (!fit.Step()) break;
        }

        return fit;
    }

    /// <exception cref="ArgumentException">No probe can be fitted to such rows.</exception>
    internal static void ThrowIfUnfit<T>(Matrix<T> x, ReadOnlySpan<int> labels, int classCount, string name = "the training rows")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ThrowIfEmptyOrNotFinite(x, name);
        if (classCount < 2) throw new ArgumentException($"a probe needs ≥ 2 classes, but {name} have {classCount}; give rows of another class, too", nameof(classCount));
        if (x.Rows < classCount) throw new ArgumentException($"a probe needs at least as many rows as classes, but {name} are {x.Rows} of {classCount} classes; give more rows, or number the classes without gaps", nameof(x));
        Guard.ThrowIfNoClasses(labels, x.Rows, classCount, name);
    }

    private static void ThrowIfUnfit(LinearProbeOptions options)
    {
        if (!(options.Strength >= 0 && double.IsFinite(options.Strength)))
            throw new ArgumentOutOfRangeException(nameof(options), options.Strength, $"the strength of the penalty must be ≥ 0 and finite, but was {options.Strength}");
        if (!(options.GradientTolerance > 0 && double.IsFinite(options.GradientTolerance)))
            throw new ArgumentOutOfRangeException(nameof(options), options.GradientTolerance, $"the gradient's tolerance must be > 0 and finite, but was {options.GradientTolerance}");
        if (options.MaxIterations < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxIterations, $"the number of iterations must be ≥ 1, but was {options.MaxIterations}");
    }
}
