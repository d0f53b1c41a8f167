using DeepDive.Data;
using DeepDive.Numerics;

namespace DeepDive.Tests.Data;

/// <summary>Damaged files are read or refused, never anything else, and cost no more memory than they have a claim to.</summary>
public class NpyFuzzTests
{
    private const int ArrayFiles = 80_000;
    private const int ArchiveFiles = 40_000;
    private static readonly NpyLimits s_limits = new() { MaxBytes = 1 << 16 };

    [Fact]
    public void Mutated_arrays_are_read_or_refused()
    {
        var seeds = NpyGolden.Values.Arrays.Select(array => array.File).ToArray();
        var refused = Fuzz(seeds, ArrayFiles, new RandomStream(5), bytes =>
        {
            using var array = new NpyArray(() => new MemoryStream(bytes), "mutated", bytes.Length, s_limits);
            ReadAll(array);
        });
        Assert.InRange(refused, ArrayFiles / 5, ArrayFiles - 1000);
    }

    [Fact]
    public void Mutated_archives_are_read_or_refused()
    {
        var seeds = NpyGolden.Values.Archives.Select(archive => archive.File).ToArray();
        var refused = Fuzz(seeds, ArchiveFiles, new RandomStream(6), bytes =>
        {
            using var npz = Npz.Open(new MemoryStream(bytes), "mutated", s_limits);
            foreach (var name in npz.Names)
            {
                using var array = npz.Array(name);
                ReadAll(array);
            }
        });
        Assert.InRange(refused, ArchiveFiles / 5, ArchiveFiles - 1000);
    }

    private static int Fuzz(byte[][] seeds, int count, RandomStream random, Action<byte[]> read)
    {
        var refused = 0;
        for (var i = 0; i < count; i++)
        {
            var bytes = Mutated(seeds[random.NextIndex(seeds.Length)], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            catch (Exception error) when (error is not InvalidDataException)
            {
                Assert.Fail($"mutation {i}, {Convert.ToBase64String(bytes)}: {error}");
            }

            if (GC.GetAllocatedBytesForCurrentThread() - before is > (8 << 20) and var allocated) Assert.Fail($"mutation {i} took {allocated} bytes: {Convert.ToBase64String(bytes)}");
        }

        return refused;
    }

    private static void ReadAll(NpyArray array)
    {
        array.Read<float>();
        if (array.Rows > 1) array.TakeRows<double>([array.Rows - 1, 0]);
    }

    // One to four changes: a byte, a bit, a part removed, doubled or overwritten by another part, the end cut.
    private static byte[] Mutated(byte[] seed, RandomStream random)
    {
        var bytes = new List<byte>(seed);
        for (var changes = 1 + random.NextIndex(4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.NextIndex(bytes.Count);
            var length = 1 + random.NextIndex(Math.Min(16, bytes.Count - at));
            switch (random.NextIndex(8))
            {
                case 0: bytes[at] = (byte)random.NextIndex(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.NextIndex(8)); break;
                case 2: bytes[at] = "0123456789(),'<>|=TFOLfiub\0\xFF"u8[random.NextIndex(28)]; break;
                case 3: bytes.RemoveRange(at, length); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                case 6: for (var k = 0; k < length; k++) bytes[at + k] = 0xFF; break;
                default: bytes.InsertRange(at, bytes.GetRange(random.NextIndex(bytes.Count - length + 1), length)); break;
            }
        }

        return [.. bytes];
    }
}
