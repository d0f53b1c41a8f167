using DeepDive.Numerics;

namespace DeepDive.Tests.Numerics;

[CollectionDefinition("Memory", DisableParallelization = true)]
public class MemoryCollection;

/// <summary>Alone, as it looks at the memory of the whole process.</summary>
[Collection("Memory")]
public class PinnedMemoryTests
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public void Garbage_does_not_pile_up_to_more_than_half_of_what_is_alive()
    {
        // Alive: 640 MB, more than which the collector alone lets pile up. Allocated and dropped: 3 GB.
        var alive = Enumerable.Range(0, 40).Select(_ => Matrix<float>.Uninitialised(1024, 4096)).ToArray();
        var (start, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        for (var i = 0; i < 192; i++)
        {
            _ = Matrix<float>.Uninitialised(1024, 4096);
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        }

        // Alive is also what other tests left in pools and statics; a tenth of a gigabyte is for what the process does beside.
        Assert.InRange((most - start) / Megabyte, 0, start / 2 / Megabyte + 100);
        GC.KeepAlive(alive);
    }
}
