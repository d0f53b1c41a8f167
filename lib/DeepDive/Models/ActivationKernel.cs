using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepDive.Models;

/// <summary>Bias and nonlinearity of one row, and the nonlinearity's derivative from what the forward pass has kept.</summary>
internal static class ActivationKernel
{
    /// <summary>Whether the derivative needs z as well as a = f(z), so that the two must not share memory.</summary>
    public static bool NeedsPreActivation(Activation activation) => activation == Activation.Quadratic;

    /// <summary>z += b, a = f(z).</summary>
    /// <param name="activation">f.</param>
    /// <param name="bias">b, [w].</param>
    /// <param name="pre">z, [w]: the product x·Wᵀ on entry.</param>
    /// <param name="post">a, [w]; may be <paramref name="pre"/> itself.</param>
    public static void Apply<T>(Activation activation, ReadOnlySpan<T> bias, Span<T> pre, Span<T> post)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(pre, bias, pre);
        Apply(activation, pre, post);
    }

    /// <summary>a = f(z).</summary>
    /// <param name="activation">f.</param>
    /// <param name="pre">z.</param>
    /// <param name="post">a; may be <paramref name="pre"/> itself.</param>
    public static void Apply<T>(Activation activation, ReadOnlySpan<T> pre, Span<T> post)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Identity: pre.CopyTo(post); break;
            case Activation.ReLU: TensorPrimitives.Max(pre, T.Zero, post); break; // passes NaN on, as divergence must show
            case Activation.Tanh: TensorPrimitives.Tanh<T>(pre, post); break;
            case Activation.Sigmoid: TensorPrimitives.Sigmoid<T>(pre, post); break;
            case Activation.Quadratic: TensorPrimitives.Multiply<T>(pre, pre, post); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "unknown activation");
        }
    }

    /// <summary>δ ∘= f′(z).</summary>
    /// <param name="activation">f.</param>
    /// <param name="pre">z, [w]; read only where <see cref="NeedsPreActivation"/>.</param>
    /// <param name="post">a = f(z), [w].</param>
    /// <param name="delta">δ, [w]: the derivative by a on entry, by z on return.</param>
    public static void MultiplyByDerivative<T>(Activation activation, ReadOnlySpan<T> pre, ReadOnlySpan<T> post, Span<T> delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Identity: break;
            case Activation.ReLU: Multiply<T, ReLU<T>>(post, delta); break;
            case Activation.Tanh: Multiply<T, Tanh<T>>(post, delta); break;
            case Activation.Sigmoid: Multiply<T, Sigmoid<T>>(post, delta); break;
            case Activation.Quadratic: Multiply<T, Quadratic<T>>(pre, delta); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "unknown activation");
        }
    }

    /// <summary>Whether f″ is not zero wherever it is defined.</summary>
    public static bool HasCurvature(Activation activation) => activation is Activation.Tanh or Activation.Sigmoid or Activation.Quadratic;

    /// <summary>target += f″(z) ∘ rate ∘ delta; nothing where there is no curvature.</summary>
    /// <param name="activation">f.</param>
    /// <param name="post">a = f(z), [w].</param>
    /// <param name="rate">[w].</param>
    /// <param name="delta">[w].</param>
    /// <param name="target">[w].</param>
    public static void AddCurvature<T>(Activation activation, ReadOnlySpan<T> post, ReadOnlySpan<T> rate, ReadOnlySpan<T> delta, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Tanh: AddProducts<T, TanhCurvature<T>>(post, rate, delta, target); break;
            case Activation.Sigmoid: AddProducts<T, SigmoidCurvature<T>>(post, rate, delta, target); break;
            case Activation.Quadratic: AddProducts<T, QuadraticCurvature<T>>(post, rate, delta, target); break;
            default: break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts<T, TCurvature>(ReadOnlySpan<T> post, ReadOnlySpan<T> rate, ReadOnlySpan<T> delta, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCurvature : ICurvature<T>
    {
        var i = 0;
        for (; i + Vector<T>.Count <= target.Length; i += Vector<T>.Count)
            (new Vector<T>(target[i..]) + TCurvature.Of(new Vector<T>(post[i..])) * new Vector<T>(rate[i..]) * new Vector<T>(delta[i..])).CopyTo(target[i..]);
        for (; i < target.Length; i++) target[i] += TCurvature.Of(post[i]) * rate[i] * delta[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T, TDerivative>(ReadOnlySpan<T> kept, Span<T> delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDerivative : IDerivative<T>
    {
        var keptVectors = MemoryMarshal.Cast<T, Vector<T>>(kept);
        var deltaVectors = MemoryMarshal.Cast<T, Vector<T>>(delta);
        for (var i = 0; i < deltaVectors.Length; i++) deltaVectors[i] = TDerivative.Times(keptVectors[i], deltaVectors[i]);
        for (var i = deltaVectors.Length * Vector<T>.Count; i < delta.Length; i++) delta[i] = TDerivative.Times(kept[i], delta[i]);
    }

    /// <summary>δ · f′, from the value that was kept: for vectors, and its plain twin for the elements left over.</summary>
    private interface IDerivative<T>
    {
        static abstract Vector<T> Times(Vector<T> kept, Vector<T> delta);

        static abstract T Times(T kept, T delta);
    }

    private readonly struct ReLU<T> : IDerivative<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector<T> Times(Vector<T> kept, Vector<T> delta) =>
            Vector.ConditionalSelect(Vector.GreaterThan(kept, Vector<T>.Zero), delta, Vector<T>.Zero);

        public static T Times(T kept, T delta) => kept > T.Zero ? delta : T.Zero;
    }

    private readonly struct Tanh<T> : IDerivative<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector<T> Times(Vector<T> kept, Vector<T> delta) => delta * (Vector<T>.One - kept * kept);

        public static T Times(T kept, T delta) => delta * (T.One - kept * kept);
    }

    private readonly struct Sigmoid<T> : IDerivative<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector<T> Times(Vector<T> kept, Vector<T> delta) => delta * (kept * (Vector<T>.One - kept));

        public static T Times(T kept, T delta) => delta * (kept * (T.One - kept));
    }

    private readonly struct Quadratic<T> : IDerivative<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector<T> Times(Vector<T> kept, Vector<T> delta) => delta * (kept + kept);

        public static T Times(T kept, T delta) => delta * (kept + kept);
    }

    /// <summary>f″ from a = f(z): for vectors, and its plain twin for the elements left over.</summary>
    private interface ICurvature<T>
    {
        static abstract Vector<T> Of(Vector<T> post);

        static abstract T Of(T post);
    }

    private readonly struct TanhCurvature<T> : ICurvature<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector<T> Of(Vector<T> post) => -(post + post) * (Vector<T>.One - post * post);

        public static T Of(T post) => -(post + post) * (T.One - post * post);
    }

    private readonly struct SigmoidCurvature<T> : ICurvature<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector<T> Of(Vector<T> post) => post * (Vector<T>.One - post) * (Vector<T>.One - post - post);

        public static T Of(T post) => post * (T.One - post) * (T.One - post - post);
    }

    private readonly struct QuadraticCurvature<T> : ICurvature<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector<T> Of(Vector<T> post) => Vector<T>.One + Vector<T>.One;

        public static T Of(T post) => T.One + T.One;
    }
}
