using System.Buffers;

namespace DeepDive.Data;

/// <summary>The bytes of a .npy file, alone or packed in a .npz file, read at any position.</summary>
/// <remarks>A packed file can only be read forwards, so that going back opens it again.</remarks>
internal sealed class NpyStream(Func<Stream> open, string source) : IDisposable
{
    private const int SkipLength = 1 << 16;

    private Stream? _stream;
    private long _position;

    /// <summary>Name of the file, and of the array within it, for messages.</summary>
    public string Source => source;

    public void MoveTo(long position)
    {
        if (_stream is { CanSeek: true }) _position = _stream.Position = position;
        if (position < _position) Dispose();
        if (position == _position) return;
        var skipped = ArrayPool<byte>.Shared.Rent(SkipLength);
        try
        {
            while (position > _position) Fill(skipped.AsSpan(0, (int)Math.Min(SkipLength, position - _position)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(skipped);
        }
    }

    /// <summary>Reads as many bytes as there is room for.</summary>
    /// <exception cref="InvalidDataException">There are fewer, or they cannot be unpacked.</exception>
    public void Fill(Span<byte> buffer)
    {
        var stream = _stream ??= NpyFault.Guard(source, open);
        int read;
        try
        {
            read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (NpyFault.IsDamage(error))
        {
            Dispose(); // it stands nobody knows where
            throw Fault($"its data must be whole, but cannot be read ({error.Message.TrimEnd('.')})", "fetch it again", error);
        }

        _position += read;
        if (read < buffer.Length) throw Fault($"it must have the bytes that its header claims, but ends after {_position}", "fetch it again");
    }

    public InvalidDataException Fault(string what, string remedy, Exception? inner = null) => NpyFault.Of(source, what, remedy, inner);

    public void Dispose()
    {
        _stream?.Dispose();
        (_stream, _position) = (null, 0);
    }
}
