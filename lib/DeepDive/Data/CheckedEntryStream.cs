using System.IO.Compression;
using System.IO.Hashing;

namespace DeepDive.Data;

/// <summary>The bytes of a file in a zip archive, whose CRC-32 is compared once all have been read: .NET's own reader does not.</summary>
internal sealed class CheckedEntryStream(ZipArchiveEntry entry) : Stream
{
    private readonly Stream _bytes = entry.Open();
    private readonly Crc32 _sum = new();
    private long _left = entry.Length;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The last byte has been read, and the checksum is another than the archive's.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _bytes.Read(buffer);
        _sum.Append(buffer[..read]);
        _left -= read;
        if (_left == 0 && _sum.GetCurrentHashAsUInt32() is var sum && sum != entry.Crc32)
            throw new InvalidDataException($"its CRC-32 is {sum:x8} and not {entry.Crc32:x8}, as the archive says");
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _bytes.Dispose();
        base.Dispose(disposing);
    }
}
