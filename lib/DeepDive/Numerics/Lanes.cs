using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepDive.Numerics;

/// <summary>What a kernel needs of a SIMD register, so that its body is written once for all widths and precisions.</summary>
/// <typeparam name="T">Element: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TVector">Register: a vector of elements, or one element where there is no SIMD.</typeparam>
internal unsafe interface ILanes<T, TVector>
    where T : unmanaged
    where TVector : unmanaged
{
    static abstract int Count { get; }

    static abstract TVector Load(T* source);

    static abstract void Store(TVector vector, T* target);

    static abstract TVector Broadcast(T value);

    static abstract TVector Add(TVector left, TVector right);

    /// <summary>The larger of each two; the right one where that is not a number.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>eˣ, to the last digits; see <see cref="LaneExponential{T, TVector, TLanes}"/> for a faster one.</summary>
    static abstract TVector Exp(TVector vector);

    /// <summary>The nearest whole number.</summary>
    static abstract TVector Round(TVector vector);

    /// <summary>value · 2ⁿ in float32, for whole n that leave the product a normal number.</summary>
    static abstract TVector ScaleByPowerOfTwo(TVector value, TVector n);

    /// <summary>left · right + addend; fused where the hardware fuses.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>As <see cref="MultiplyAdd"/> in the lower half of the lanes, which costs some processors half as much; the upper half is unspecified.</summary>
    static abstract TVector MultiplyAddLower(TVector left, TVector right, TVector addend);

    /// <summary>The vector with its upper half set to zero.</summary>
    static abstract TVector KeepLower(TVector vector);

    /// <summary>The vector with all but its last <paramref name="count"/> lanes set to zero.</summary>
    static abstract TVector KeepLast(TVector vector, int count);

    /// <summary>The lanes of the vector whose <paramref name="sign"/> is greater than zero; zero elsewhere.</summary>
    static abstract TVector KeepPositive(TVector vector, TVector sign);

    /// <summary>Of all lanes, by halves: fewer instructions than the framework's sum.</summary>
    static abstract T Sum(TVector vector);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>1 in the lanes whose sign bit is set, 0 in the others.</summary>
    static abstract TVector OneWhereNegative(TVector vector);
}

internal readonly unsafe struct Lanes512<T> : ILanes<T, Vector512<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> vector, T* target) => vector.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> left, Vector512<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> left, Vector512<T> right) => Vector512.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp(Vector512<T> vector) => typeof(T) == typeof(float)
        ? Vector512.Exp(vector.AsSingle()).As<float, T>()
        : Vector512.Exp(vector.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Round(Vector512<T> vector) => typeof(T) == typeof(float)
        ? Vector512.Round(vector.AsSingle()).As<float, T>()
        : Vector512.Round(vector.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> ScaleByPowerOfTwo(Vector512<T> value, Vector512<T> n) =>
        (value.AsInt32() + (Vector512.ConvertToInt32Native(n.AsSingle()) << 23)).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> left, Vector512<T> right, Vector512<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector512.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector512.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAddLower(Vector512<T> left, Vector512<T> right, Vector512<T> addend) =>
        Lanes256<T>.MultiplyAdd(left.GetLower(), right.GetLower(), addend.GetLower()).ToVector512Unsafe();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> KeepLower(Vector512<T> vector) => vector.GetLower().ToVector512();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> KeepLast(Vector512<T> vector, int count) => Vector512.ConditionalSelect(
        Vector512.GreaterThanOrEqual(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(Count - count))), vector, Vector512<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> vector)
    {
        var half = vector.GetLower() + vector.GetUpper();
        return Vector128.Sum(half.GetLower() + half.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> left, Vector512<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> OneWhereNegative(Vector512<T> vector) =>
        Vector512.ConditionalSelect(Vector512.IsNegative(vector), Vector512<T>.One, Vector512<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> KeepPositive(Vector512<T> vector, Vector512<T> sign) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(sign, Vector512<T>.Zero), vector, Vector512<T>.Zero);
}

internal readonly unsafe struct Lanes256<T> : ILanes<T, Vector256<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> vector, T* target) => vector.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> left, Vector256<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max(Vector256<T> left, Vector256<T> right) => Vector256.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp(Vector256<T> vector) => typeof(T) == typeof(float)
        ? Vector256.Exp(vector.AsSingle()).As<float, T>()
        : Vector256.Exp(vector.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Round(Vector256<T> vector) => typeof(T) == typeof(float)
        ? Vector256.Round(vector.AsSingle()).As<float, T>()
        : Vector256.Round(vector.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ScaleByPowerOfTwo(Vector256<T> value, Vector256<T> n) =>
        (value.AsInt32() + (Vector256.ConvertToInt32Native(n.AsSingle()) << 23)).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector256.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector256.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAddLower(Vector256<T> left, Vector256<T> right, Vector256<T> addend) =>
        Lanes128<T>.MultiplyAdd(left.GetLower(), right.GetLower(), addend.GetLower()).ToVector256Unsafe();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> KeepLower(Vector256<T> vector) => vector.GetLower().ToVector256();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> KeepLast(Vector256<T> vector, int count) => Vector256.ConditionalSelect(
        Vector256.GreaterThanOrEqual(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(Count - count))), vector, Vector256<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> vector) => Vector128.Sum(vector.GetLower() + vector.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> left, Vector256<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> OneWhereNegative(Vector256<T> vector) =>
        Vector256.ConditionalSelect(Vector256.IsNegative(vector), Vector256<T>.One, Vector256<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> KeepPositive(Vector256<T> vector, Vector256<T> sign) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(sign, Vector256<T>.Zero), vector, Vector256<T>.Zero);
}

internal readonly unsafe struct Lanes128<T> : ILanes<T, Vector128<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> vector, T* target) => vector.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> left, Vector128<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max(Vector128<T> left, Vector128<T> right) => Vector128.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Exp(Vector128<T> vector) => typeof(T) == typeof(float)
        ? Vector128.Exp(vector.AsSingle()).As<float, T>()
        : Vector128.Exp(vector.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Round(Vector128<T> vector) => typeof(T) == typeof(float)
        ? Vector128.Round(vector.AsSingle()).As<float, T>()
        : Vector128.Round(vector.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> ScaleByPowerOfTwo(Vector128<T> value, Vector128<T> n) =>
        (value.AsInt32() + (Vector128.ConvertToInt32Native(n.AsSingle()) << 23)).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> left, Vector128<T> right, Vector128<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector128.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector128.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAddLower(Vector128<T> left, Vector128<T> right, Vector128<T> addend) => MultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> KeepLower(Vector128<T> vector) => vector.GetLower().ToVector128();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> KeepLast(Vector128<T> vector, int count) => Vector128.ConditionalSelect(
        Vector128.GreaterThanOrEqual(Vector128<T>.Indices, Vector128.Create(T.CreateTruncating(Count - count))), vector, Vector128<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> KeepPositive(Vector128<T> vector, Vector128<T> sign) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(sign, Vector128<T>.Zero), vector, Vector128<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> vector) => Vector128.Sum(vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> left, Vector128<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> OneWhereNegative(Vector128<T> vector) =>
        Vector128.ConditionalSelect(Vector128.IsNegative(vector), Vector128<T>.One, Vector128<T>.Zero);
}

/// <summary>Without SIMD a register holds one element; the kernels' tiling still saves memory traffic.</summary>
internal readonly unsafe struct ScalarLanes<T> : ILanes<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T vector, T* target) => *target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Broadcast(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T left, T right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(T left, T right) => left > right ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp(T vector) => T.Exp(vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Round(T vector) => T.Round(vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ScaleByPowerOfTwo(T value, T n) => T.ScaleB(value, int.CreateTruncating(n));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T left, T right, T addend) => left * right + addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAddLower(T left, T right, T addend) => MultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T KeepLower(T vector) => vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T KeepLast(T vector, int count) => count == 0 ? T.Zero : vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T KeepPositive(T vector, T sign) => sign > T.Zero ? vector : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T vector) => vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Divide(T left, T right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OneWhereNegative(T vector) => T.IsNegative(vector) ? T.One : T.Zero;
}
