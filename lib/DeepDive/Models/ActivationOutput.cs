using System.Numerics;
using System.Runtime.CompilerServices;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>z = b + Σ.</summary>
internal readonly unsafe struct BiasedSum<T, TVector, TLanes>(T* target, nint stride, T* bias) : ITileOutput<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    public nint Stride => stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Start(nint column) => TLanes.Load(bias + column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(TVector sum, nint offset) => TLanes.Store(sum, target + offset);
}

/// <summary>ReLU forward: max(b + Σ, 0); what is not a number stays so, as divergence must show.</summary>
internal readonly unsafe struct RectifiedSum<T, TVector, TLanes>(T* target, nint stride, T* bias) : ITileOutput<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    public nint Stride => stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Start(nint column) => TLanes.Load(bias + column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(TVector sum, nint offset) => TLanes.Store(TLanes.Max(TLanes.Broadcast(T.Zero), sum), target + offset);
}

/// <summary>ReLU backward: Σ where the unit was active, else 0.</summary>
internal readonly unsafe struct MaskedSum<T, TVector, TLanes>(T* target, nint stride, T* kept) : ITileOutput<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
{
    public nint Stride => stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Start(nint column) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(TVector sum, nint offset) => TLanes.Store(TLanes.KeepPositive(sum, TLanes.Load(kept + offset)), target + offset);
}
