using System.Runtime.CompilerServices;

namespace DeepDive.Numerics;

/// <summary>Arrays for matrices, pinned; and a bound on how much of them may be garbage.</summary>
/// <remarks>
/// The more is alive, the more the collector lets pinned arrays pile up before it looks at them: gigabytes, with many networks at
/// hand. It is asked to look once half of what is alive has been allocated again, or a quarter of a gigabyte.
/// </remarks>
internal static class PinnedMemory
{
    /// <summary>Smaller arrays are not counted: the collector's own pace does for them.</summary>
    private const long Large = 64 << 10;

    private const long Least = 256 << 20;

    private static long s_allocated;

    /// <summary>An array of zeros.</summary>
    public static T[] Zeroed<T>(int length)
        where T : unmanaged
    {
        Count((long)length * Unsafe.SizeOf<T>());
        return GC.AllocateArray<T>(length, pinned: true);
    }

    /// <summary>An array of unspecified content.</summary>
    public static T[] Uninitialised<T>(int length)
        where T : unmanaged
    {
        Count((long)length * Unsafe.SizeOf<T>());
        return GC.AllocateUninitializedArray<T>(length, pinned: true);
    }

    // Collections that come by themselves do not set the count back: one in the background is counted before it has freed anything.
    private static void Count(long bytes)
    {
        if (bytes < Large || Interlocked.Add(ref s_allocated, bytes) is var allocated && (allocated <= Least || allocated <= Budget())) return;
        if (Interlocked.Exchange(ref s_allocated, 0) <= Least) return; // another thread does it
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
    }

    private static long Budget()
    {
        var last = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return (last.HeapSizeBytes - last.FragmentedBytes) / 2;
    }
}
