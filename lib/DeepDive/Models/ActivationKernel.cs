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
}
