using System.Numerics;
using DeepDive.Numerics;

namespace DeepDive.Figures;

/// <summary>Images laid out on one grid of pixels, NaN between them.</summary>
/// <param name="Values">[pixel rows, pixel columns].</param>
/// <param name="Notes">Labels with their places.</param>
/// <param name="Numbers">Label, mean and standard deviation of each image.</param>
internal sealed record ImageTiles(double[,] Values, IReadOnlyList<(double X, double Y, string Text)> Notes, Table Numbers)
{
    /// <summary>Height over width.</summary>
    public double Shape => (double)Values.GetLength(0) / Values.GetLength(1);

    /// <summary>Lays images out.</summary>
    public static ImageTiles Of<T>(Matrix<T> images, IReadOnlyList<string>? labels, int columns, int? width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var across = width ?? (int)Math.Round(Math.Sqrt(images.Columns));
        if (images.Rows == 0 || across <= 0 || images.Columns % across != 0 || (width is null && across * across != images.Columns))
            throw new ArgumentException($"images must be rows of height · width pixels, but the matrix is [{images.Rows}, {images.Columns}] and the width {across}; give the width", nameof(images));
        if (labels is not null && labels.Count != images.Rows)
            throw new ArgumentException($"there must be one label an image, but there are {labels.Count} labels and {images.Rows} images", nameof(labels));
        var down = images.Columns / across;
        columns = Math.Min(columns, images.Rows);
        // Room for a line of text under each image, where there are labels.
        var (gap, line) = (Math.Max(1, across / 14), labels is null ? Math.Max(1, down / 14) : Math.Max(2, down / 4));
        var tiles = new double[(images.Rows + columns - 1) / columns * (down + line), columns * (across + gap) - gap];
        foreach (ref var pixel in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref tiles[0, 0], tiles.Length)) pixel = double.NaN;
        var notes = new List<(double X, double Y, string Text)>();
        for (var image = 0; image < images.Rows; image++)
        {
            var (top, left) = (image / columns * (down + line), image % columns * (across + gap));
            for (var i = 0; i < images.Columns; i++) tiles[top + i / across, left + i % across] = double.CreateChecked(images[image, i]);
            if (labels is not null) notes.Add((left + (across - 1) / 2.0, top + down - 0.5, labels[image]));
        }

        return new(tiles, notes, Describe(images, labels));
    }

    private static Table Describe<T>(Matrix<T> images, IReadOnlyList<string>? labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<object?> Row(int image)
        {
            double[] pixels = [.. images.Row(image).ToArray().Select(double.CreateChecked)];
            var mean = pixels.Average();
            return [image, labels?[image], mean, Math.Sqrt(pixels.Average(pixel => (pixel - mean) * (pixel - mean)))];
        }

        return new(["image", "label", "mean", "sd"], [.. Enumerable.Range(0, images.Rows).Select(Row)]);
    }
}
