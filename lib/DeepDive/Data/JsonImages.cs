using System.Buffers;
using System.Text.Json;

namespace DeepDive.Data;

/// <summary>Reads the images of one class from JSON, <c>{"data": […]}</c>, without building a tree of it.</summary>
/// <remarks>
/// A row with a missing, surplus or impossible pixel is refused and counted, never mended. In a flat array the rows
/// have no borders of their own, so an array whose length is no multiple of a row's is refused as a whole.
/// </remarks>
internal sealed class JsonImages(int pixelCount)
{
    // Half a unit of the third digit, in units of 1/255, and a little for binary fractions.
    private const double RoundingError = 0.0005 * 255 + 1e-6;

    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly byte[] _row = new byte[pixelCount];
    private int _length;
    private bool _damaged;

    /// <summary>The whole rows, [Count, pixelCount].</summary>
    public ReadOnlySpan<byte> Bytes => _rows.WrittenSpan;

    /// <summary>Number of whole rows.</summary>
    public int Count => _rows.WrittenCount / pixelCount;

    /// <summary>Number of damaged rows.</summary>
    public int Refused { get; private set; }

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="InvalidDataException">The text has another form.</exception>
    public static JsonImages Read(ReadOnlySpan<byte> json, PixelEncoding encoding, int pixelCount, string file)
    {
        var images = new JsonImages(pixelCount);
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!SeekData(ref reader))
                throw new InvalidDataException($"'{file}' must hold an array named \"data\", but does not; fetch the package again");
            if (encoding == PixelEncoding.BytesByRow) images.ReadNested(ref reader);
            else images.ReadFlat(ref reader, file);
            while (reader.Read())
            {
                // The rest must be JSON, too: a file that is cut short ends here with an error.
            }

            return images;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{file}' must be JSON, but is not ({error.Message}); fetch the package again", error);
        }
    }

    private static bool SeekData(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (found) return reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
        }

        return false;
    }

    private void ReadNested(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Add(ByteAt(ref reader));
            }
            else
            {
                reader.Skip(); // an element that is no row ends as a row without pixels
            }

            EndRow();
        }
    }

    private void ReadFlat(ref Utf8JsonReader reader, string file)
    {
        var total = 0L;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Add(FractionAt(ref reader));
            if (++total % pixelCount == 0) EndRow();
        }

        if (total % pixelCount != 0)
            throw new InvalidDataException($"'{file}' must hold rows of {pixelCount} pixels, but has {total}, so that rows cannot be told apart; fetch the package again");
    }

    private static int? ByteAt(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetInt32(out var value) && value is >= 0 and <= 255 ? value : null;
        reader.Skip();
        return null;
    }

    private static int? FractionAt(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return null;
        }

        if (!reader.TryGetDouble(out var value) || value is not (>= 0 and <= 1)) return null;
        var rounded = Math.Round(value * 255);
        return Math.Abs(value * 255 - rounded) <= RoundingError ? (int)rounded : null;
    }

    private void Add(int? pixel)
    {
        if (pixel is null || _length == pixelCount) _damaged = true;
        else _row[_length++] = (byte)pixel;
    }

    private void EndRow()
    {
        if (_damaged || _length != pixelCount) Refused++;
        else _rows.Write(_row);
        (_length, _damaged) = (0, false);
    }
}
