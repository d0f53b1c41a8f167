using DeepDive.Analysis;
using DeepDive.Numerics;

namespace DeepDive.Tests.Analysis;

[Collection("Workers")]
public sealed class CkaWorkersTests : IDisposable
{
    private readonly int _countBefore = Workers.Count;

    public void Dispose() => Workers.Count = _countBefore;

    [Theory]
    [InlineData(CkaKind.Linear)]
    [InlineData(CkaKind.DebiasedLinear)]
    [InlineData(CkaKind.Rbf)]
    [InlineData(CkaKind.DebiasedRbf)]
    public void The_number_of_workers_does_not_change_a_bit(CkaKind kind)
    {
        var random = new RandomStream(8);
        Matrix<float>[] layers = [.. Enumerable.Range(3, 3).Select(d => RandomMatrices.Normal(random, 700, d).To<float>())];
        Workers.Count = 1;
        var one = Cka.Matrix(layers, layers, kind);
        Workers.Count = 2;
        Assert.Equal(one, Cka.Matrix(layers, layers, kind));
    }
}
