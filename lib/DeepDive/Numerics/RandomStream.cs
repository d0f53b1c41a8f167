using System.Numerics;

namespace DeepDive.Numerics;

/// <summary>
/// A seeded stream of random numbers that can be split into independent streams by key, so that what one
/// part of a program draws never depends on what another part, or another thread, has drawn before.
/// </summary>
/// <remarks>
/// xoshiro256++ (Blackman and Vigna 2021) whose state is filled by SplitMix64 (Steele, Lea and Flood 2014).
/// Same seed and keys → the same draws on every machine. A stream is not thread-safe: split one for each task.
/// </remarks>
public sealed class RandomStream
{
    private readonly ulong _key;
    private ulong _s0, _s1, _s2, _s3;
    private double _spareNormal = double.NaN;

    /// <summary>The stream of a seed.</summary>
    public RandomStream(ulong seed)
    {
        _key = seed;
        (_s0, _s1) = (SplitMix(ref seed), SplitMix(ref seed));
        (_s2, _s3) = (SplitMix(ref seed), SplitMix(ref seed));
    }

    /// <summary>An independent stream for <paramref name="key"/>; draws nothing from this one.</summary>
    public RandomStream Split(ulong key)
    {
        var mixed = _key;
        mixed = SplitMix(ref mixed) ^ key;
        return new RandomStream(SplitMix(ref mixed));
    }

    /// <summary>An independent stream for a name, such as "weights"; draws nothing from this one.</summary>
    public RandomStream Split(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var hash = 14695981039346656037UL; // FNV-1a, 64 bits
        foreach (var character in key) hash = (hash ^ character) * 1099511628211UL;
        return Split(hash);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform on [0, 1), in steps of 2⁻⁵³.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on [low, high).</summary>
    public double NextUniform(double low, double high) => low + (high - low) * NextUniform();

    /// <summary>Standard normal, by the polar method (Marsaglia and Bray 1964).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double u, v, s;
        do
        {
            (u, v) = (NextUniform(-1, 1), NextUniform(-1, 1));
            s = u * u + v * v;
        }
        while (s is >= 1 or 0);
        var scale = Math.Sqrt(-2 * Math.Log(s) / s);
        _spareNormal = v * scale;
        return u * scale;
    }

    /// <summary>Uniform on 0…<paramref name="count"/> − 1, without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public int NextIndex(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var high = Math.BigMul(NextBits(), (ulong)count, out var low);
        var threshold = (0UL - (ulong)count) % (ulong)count;
        while (low < threshold) high = Math.BigMul(NextBits(), (ulong)count, out low);
        return (int)high;
    }

    /// <summary>Puts the elements in random order, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextIndex(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0…<paramref name="count"/> − 1 in random order.</summary>
    public int[] Permutation(int count)
    {
        var result = Enumerable.Range(0, count).ToArray();
        Shuffle<int>(result);
        return result;
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
