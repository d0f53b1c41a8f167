using System.Security.Cryptography;

namespace DeepDive.Data;

/// <summary>A binary file whose last bytes are the SHA-256 of all before them, so that any change of it shows.</summary>
internal static class SealedFile
{
    public const int DigestBytes = SHA256.HashSizeInBytes;

    private const int BlockBytes = 1 << 16;

    /// <summary>Ends a file that is written and can be read with its digest, and makes sure that it is on the disk.</summary>
    public static void Seal(FileStream file)
    {
        file.Flush();
        file.Write(DigestOf(file, file.Length));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Whether the file ends with the digest of what is before it; leaves it at its start.</summary>
    public static bool IsWhole(FileStream file)
    {
        if (file.Length < DigestBytes) return false;
        Span<byte> stated = stackalloc byte[DigestBytes];
        var digest = DigestOf(file, file.Length - DigestBytes);
        file.ReadExactly(stated);
        file.Position = 0;
        return stated.SequenceEqual(digest);
    }

    // By blocks: the whole file would stay in memory long after its few rows have been taken.
    private static byte[] DigestOf(FileStream file, long length)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockBytes];
        file.Position = 0;
        for (var left = length; left > 0;)
        {
            var count = (int)Math.Min(left, block.Length);
            file.ReadExactly(block, 0, count);
            digest.AppendData(block, 0, count);
            left -= count;
        }

        return digest.GetHashAndReset();
    }
}
