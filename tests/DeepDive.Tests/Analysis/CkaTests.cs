using DeepDive.Analysis;
using DeepDive.Numerics;
using FsCheck;
using FsCheck.Fluent;
using static DeepDive.Tests.Analysis.RandomMatrices;

namespace DeepDive.Tests.Analysis;

public class CkaTests
{
    private const double DoubleTolerance = 1e-9;

    // Kernels of float32 entries, each rounded to 6e-8, and their sums.
    private const double FloatTolerance = 1e-5;

    private static readonly CkaKind[] s_kinds = Enum.GetValues<CkaKind>();

    [Fact]
    public void Check_values_hold()
    {
        var (x, y) = Pair(AnalysisGolden.Values.Cka[0]);
        Assert.Equal(0.5576132566, Cka.Linear(x, y), DoubleTolerance);
        Assert.Equal(0.6548311823, Cka.Rbf(x, y), DoubleTolerance);
        Assert.Equal(0.5134564896, Cka.DebiasedLinear(x, y), DoubleTolerance);
    }

    [Fact]
    public void Every_kind_agrees_with_its_definition_in_NumPy()
    {
        foreach (var golden in AnalysisGolden.Values.Cka)
        {
            var (x, y) = Pair(golden);
            AssertGolden(golden, x, y, DoubleTolerance);
            AssertGolden(golden, x.To<float>(), y.To<float>(), FloatTolerance);
        }
    }

    [Fact]
    public void Minibatches_agree_with_NumPy_and_one_batch_is_debiased_Cka()
    {
        var (x, y) = Pair(AnalysisGolden.Values.Cka[0]);
        var batches = Enumerable.Range(0, 4).Select(b => (x.RowRange(25 * b, 25), y.RowRange(25 * b, 25)));
        Assert.Equal(AnalysisGolden.Values.Minibatch25, Cka.Minibatch(batches), DoubleTolerance);
        Assert.Equal(Cka.DebiasedLinear(x, y), Cka.Minibatch([(x, y)]), DoubleTolerance);
    }

    [Theory]
    [InlineData(30, 4, 7)]
    [InlineData(12, 40, 5)]
    [InlineData(12, 40, 33)]
    public void Gram_route_and_feature_route_agree(int rows, int columnsX, int columnsY)
    {
        var random = new RandomStream(11);
        var (x, y) = (Normal(random, rows, columnsX), Normal(random, rows, columnsY));
        using var featuresX = new LinearKernel<double>(x, useGram: false);
        using var featuresY = new LinearKernel<double>(y, useGram: false);
        using var gramX = new LinearKernel<double>(x, useGram: true);
        using var gramY = new LinearKernel<double>(y, useGram: true);
        var (byFeatures, byGram) = (featuresX.InnerProduct(featuresY), gramX.InnerProduct(gramY));
        Assert.Equal(byFeatures, byGram, 1e-12 * byFeatures);
        Assert.Equal(featuresX.Debias(featuresY, byFeatures), gramX.Debias(gramY, byGram), 1e-12 * byFeatures);
    }

    [Fact]
    public void Rotation_shift_and_scale_of_a_representation_do_not_change_Cka() => ForAll((random, x, y, kind) =>
    {
        var moved = Map(Product(x, Orthogonal(random, x.Columns)), value => 3 * value + 2);
        return Math.Abs(Cka.Of(x, y, kind) - Cka.Of(moved, y, kind)) < 1e-8;
    });

    [Fact]
    public void The_same_permutation_of_both_representations_does_not_change_Cka() => ForAll((random, x, y, kind) =>
    {
        var order = random.Permutation(x.Rows);
        return Math.Abs(Cka.Of(x, y, kind) - Cka.Of(x.TakeRows(order), y.TakeRows(order), kind)) < 1e-9;
    });

    [Fact]
    public void Cka_is_symmetric_one_with_itself_and_bounded() => ForAll((_, x, y, kind) =>
    {
        var value = Cka.Of(x, y, kind);
        var floor = kind is CkaKind.Linear or CkaKind.Rbf ? 0 : -1;
        return value >= floor && value <= 1 && Math.Abs(value - Cka.Of(y, x, kind)) < 1e-12 && Math.Abs(Cka.Of(x, x, kind) - 1) < 1e-12;
    });

    [Fact]
    public void Biased_linear_Cka_of_independent_data_grows_with_features_and_debiased_does_not()
    {
        var random = new RandomStream(2021);
        var (few, fewDebiased) = MeanOfIndependent(random, features: 10, draws: 40);
        var (many, manyDebiased) = MeanOfIndependent(random, features: 5000, draws: 3);
        Assert.Equal(0.15, few, 0.03);
        Assert.Equal(0.99, many, 0.005);
        Assert.InRange(fewDebiased, -0.05, 0.05);
        Assert.InRange(manyDebiased, -0.05, 0.05);
    }

    [Fact]
    public void Debiased_Cka_may_be_negative()
    {
        var values = Enumerable.Range(0, 20).Select(seed => new RandomStream((ulong)seed))
            .Select(random => Cka.DebiasedLinear(Normal(random, 20, 3), Normal(random, 20, 3)));
        Assert.Contains(values, value => value < 0);
    }

    [Fact]
    public void A_matrix_of_layers_holds_the_Cka_of_each_pair()
    {
        var random = new RandomStream(4);
        Matrix<double>[] layersX = [Normal(random, 20, 3), Normal(random, 20, 30), Normal(random, 20, 5)];
        Matrix<double>[] layersY = [layersX[2], Normal(random, 20, 25)];
        foreach (var kind in s_kinds)
        {
            var matrix = Cka.Matrix(layersX, layersY, kind);
            for (var i = 0; i < layersX.Length; i++)
            {
                for (var j = 0; j < layersY.Length; j++) Assert.Equal(Cka.Of(layersX[i], layersY[j], kind), matrix[i, j], 1e-14);
            }
        }
    }

    [Fact]
    public void A_matrix_of_a_network_with_itself_is_symmetric_with_ones_on_its_diagonal()
    {
        var random = new RandomStream(6);
        Matrix<float>[] layers = [.. Enumerable.Range(2, 4).Select(d => Normal(random, 300, d).To<float>())];
        foreach (var kind in s_kinds)
        {
            var matrix = Cka.Matrix(layers, layers, kind);
            for (var i = 0; i < layers.Length; i++)
            {
                Assert.Equal(1, matrix[i, i], 1e-15);
                for (var j = 0; j < i; j++) Assert.Equal(matrix[i, j], matrix[j, i]);
            }
        }
    }

    [Fact]
    public void A_constant_representation_is_like_nothing()
    {
        var x = Normal(new RandomStream(1), 30, 4);
        var constant = Map(x, _ => 0.1);
        foreach (var kind in s_kinds)
        {
            Assert.Equal(0, Cka.Of(x, constant, kind));
            Assert.Equal(0, Cka.Of(constant, constant, kind));
            Assert.Equal(0, Cka.Of(constant.To<float>(), x.To<float>(), kind));
        }

        Assert.Equal(0, Cka.Minibatch([(x, constant)]));
    }

    [Fact]
    public void Rows_that_all_lie_equally_far_apart_have_a_debiased_Cka_of_0()
    {
        var simplex = new Matrix<double>(12, 12);
        for (var i = 0; i < 12; i++) simplex[i, i] = 0.7;
        var x = Normal(new RandomStream(1), 12, 3);
        Assert.Equal(0, Cka.DebiasedLinear(simplex, x));
        Assert.Equal(0, Cka.Of(simplex, x, CkaKind.DebiasedRbf));
    }

    [Fact]
    public void Representations_collapsed_to_a_point_a_class_have_an_Rbf_Cka_of_1()
    {
        // More than half of the n² distances are zero, so the median is zero and the kernel its limit.
        Matrix<float> x = new(9, 2), y = new(9, 3);
        for (var i = 0; i < 9; i++) (x[i, i < 7 ? 0 : 1], y[i, i < 7 ? 2 : 0]) = (1, 5);
        Assert.Equal(1, Cka.Rbf(x, y), FloatTolerance);
        Assert.Equal(1, Cka.Rbf(x, y, median: MedianRule.NonZero), FloatTolerance);
    }

    [Fact]
    public void Shuffling_the_rows_leaves_no_debiased_similarity()
    {
        var x = Normal(new RandomStream(9), 200, 6);
        foreach (var kind in new[] { CkaKind.DebiasedLinear, CkaKind.DebiasedRbf })
        {
            var control = Cka.ShuffledControl(x, x, kind, new RandomStream(10), repeats: 20);
            Assert.InRange(control.Mean, -0.02, 0.02);
            Assert.InRange(control.StandardDeviation, 1e-4, 0.05);
            Assert.Equal(control, Cka.ShuffledControl(x, x, kind, new RandomStream(10), repeats: 20));
        }
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        var x = Normal(new RandomStream(1), 5, 2);
        var broken = x.Clone();
        broken[4, 1] = double.NaN;
        Assert.Throws<ArgumentException>(() => Cka.Linear(x, x.RowRange(0, 4)));
        Assert.Throws<ArgumentException>(() => Cka.Rbf(x, broken));
        Assert.Throws<ArgumentException>(() => Cka.Linear(x.RowRange(0, 1), x.RowRange(0, 1)));
        Assert.Throws<ArgumentException>(() => Cka.DebiasedLinear(x.RowRange(0, 3), x.RowRange(0, 3)));
        Assert.Throws<ArgumentException>(() => Cka.Minibatch<double>([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cka.Rbf(x, x, bandwidth: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cka.ShuffledControl(x, x, CkaKind.Linear, new RandomStream(1), repeats: 0));
    }

    private static (Matrix<double> X, Matrix<double> Y) Pair(AnalysisGolden.CkaCase golden) =>
        (AnalysisGolden.ToMatrix(golden.X), AnalysisGolden.ToMatrix(golden.Y));

    private static void AssertGolden<T>(AnalysisGolden.CkaCase golden, Matrix<T> x, Matrix<T> y, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(golden.Linear, Cka.Linear(x, y), tolerance);
        Assert.Equal(golden.DebiasedLinear, Cka.DebiasedLinear(x, y), tolerance);
        Assert.Equal(golden.Rbf, Cka.Rbf(x, y), tolerance);
        Assert.Equal(golden.RbfWide, Cka.Rbf(x, y, bandwidth: 1.5), tolerance);
        Assert.Equal(golden.RbfNonZero, Cka.Rbf(x, y, median: MedianRule.NonZero), tolerance);
        Assert.Equal(golden.DebiasedRbf, Cka.Of(x, y, CkaKind.DebiasedRbf), tolerance);
    }

    private static (double Biased, double Debiased) MeanOfIndependent(RandomStream random, int features, int draws)
    {
        var pairs = Enumerable.Range(0, draws).Select(_ => (X: Normal(random, 50, features), Y: Normal(random, 50, features))).ToArray();
        return (pairs.Average(pair => Cka.Linear(pair.X, pair.Y)), pairs.Average(pair => Cka.DebiasedLinear(pair.X, pair.Y)));
    }

    private static void ForAll(Func<RandomStream, Matrix<double>, Matrix<double>, CkaKind, bool> holds) =>
        Prop.ForAll<int>(seed =>
        {
            var random = new RandomStream((ulong)seed);
            var rows = 5 + random.NextIndex(20);
            var x = Normal(random, rows, 1 + random.NextIndex(30));
            var y = Normal(random, rows, 1 + random.NextIndex(30));
            for (var i = 0; i < rows; i++) y[i, 0] += 2 * x[i, 0];
            return s_kinds.All(kind => holds(random, x, y, kind));
        }).QuickCheckThrowOnFailure();
}
