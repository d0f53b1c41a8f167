using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace DeepDive.Cli.Tests;

/// <summary><c>analyze</c> on files as NumPy writes them.</summary>
public sealed class AnalyzeTests : IDisposable
{
    private const int Rows = 400;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_layer_where_classes_come_apart_is_found_and_shown()
    {
        var result = Analyze([("first", Noise(3)), ("second", Apart(3)), ("third", Apart(2)), ("y", Classes())], "--html", "tunnel.html");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("The tunnel starts at second (95 %), at second (98 %)", result.Output, StringComparison.Ordinal);
        Assert.Contains("soft rank", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("OOD", result.Output, StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(_folder.Path, "tunnel.html"));
        Assert.Contains("<h1>Tunnel report: layers.npz</h1>", page, StringComparison.Ordinal);
        Assert.Contains("suggest a cut at second", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("<figure class").Length - 1); // with the distance of layers of equal width
    }

    [Fact]
    public void What_other_data_lose_on_the_way_is_told()
    {
        var result = Analyze([("x", Apart(3)), ("z", Apart(2)), ("y", Classes()), ("x_ood", Apart(3)), ("z_ood", Noise(2)), ("y_ood", Classes())]);
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("OOD accuracy", result.Output, StringComparison.Ordinal);
        Assert.Contains("a strong tunnel", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_make_no_sense_are_refused_with_one_line()
    {
        Analyze([("x", Noise(3))]).IsRefused("must have labels in 'y', but has x", "add y=labels");
        Analyze([("y", Classes())]).IsRefused("must have an array for each layer");
        Analyze([("x", Noise(3)[..^1]), ("y", Classes())]).IsRefused("'x' for each label in 'y', but has 399 rows and 400 labels");
        Analyze([("x", Noise(3)), ("y", Column(_ => 7))]).IsRefused("of ≥ 2 classes, but all 240 are of class 7");
        Analyze([("x", Noise(3)), ("y", Column(i => i - 1))]).IsRefused("label 0 is -1");
        Analyze([("x", Noise(3)), ("y", Column(i => i / 2.0))]).IsRefused("label 1 is 0.5");
        Analyze([("x", Noise(3)), ("y", Column(i => i))]).IsRefused("at least as many rows as classes, but the training rows of x are 240 of 400 classes", "number the classes");
        Analyze([("x", Noise(3)), ("y", Column(_ => 0))]).IsRefused("the training rows of x have 1");
        Analyze([("x", [[double.NaN], .. Noise(1)[1..]]), ("y", Classes())]).IsRefused("must be finite in 'x', but row 0 (from 0) is not", "leave the row out");
        Analyze([("x", Noise(3)), ("z", [.. Noise(1)[1..], [double.PositiveInfinity]]), ("y", Classes())]).IsRefused("'z', but row 399");
        Analyze([("x", Noise(3)), ("y", Classes()), ("y_ood", Classes())]).IsRefused("an array 'x_ood'");
        Analyze([("x", Noise(3)), ("y", Classes()), ("x_ood", Noise(3))]).IsRefused("labels in 'y_ood'");
        Analyze([("x", Noise(3)), ("y", Classes()), ("z_ood", Noise(3)), ("y_ood", Classes())]).IsRefused("a layer 'z'", "such as x_ood");
        Command.Run(_folder.Path, "analyze", _folder.Write("text.npz", "no zip")).IsRefused("text.npz", "zip archive");
        Command.Run(_folder.Path, "analyze", "missing.npz").IsRefused("missing.npz");
    }

    [Fact]
    public void A_changed_byte_of_a_layer_is_noticed()
    {
        Analyze([("x", Apart(3)), ("y", Classes())]);
        var file = Path.Combine(_folder.Path, "layers.npz");
        var bytes = File.ReadAllBytes(file);
        bytes[1000] ^= 1;
        File.WriteAllBytes(file, bytes);
        Command.Run(_folder.Path, "analyze", "layers.npz").IsRefused("layers.npz: x'", "CRC-32");
    }

    [Fact]
    public void The_name_of_a_layer_cannot_steer_the_terminal()
    {
        const string Name = "\e[2Jfirst\a\e]0;title\e\\";
        var whole = Analyze([(Name, Apart(3)), ("y", Classes())]);
        var refused = Analyze([(Name, Noise(3)[..^1]), ("y", Classes())]);
        Assert.Contains("first", whole.Output, StringComparison.Ordinal);
        refused.IsRefused("first");
        Assert.DoesNotContain(whole.Output + refused.Errors, character => char.IsControl(character) && character != '\n');
    }

    private static double[][] Classes() => Column(i => i % 2);

    private static double[][] Column(Func<int, double> value) => [.. Enumerable.Range(0, Rows).Select(i => new[] { value(i) })];

    // The fractional parts of multiples of irrational numbers lie evenly and know nothing of i's parity.
    private static double[][] Noise(int columns) => [.. Enumerable.Range(0, Rows).Select(i =>
        Enumerable.Range(2, columns).Select(root => i / 2 * Math.Sqrt(root + 0.5) % 1).ToArray())];

    private static double[][] Apart(int columns)
    {
        var rows = Noise(columns);
        for (var i = 0; i < rows.Length; i++) rows[i][0] += 5 * (i % 2);
        return rows;
    }

    private CommandResult Analyze((string Name, double[][] Rows)[] arrays, params string[] options)
    {
        using (var zip = new ZipArchive(File.Create(Path.Combine(_folder.Path, "layers.npz")), ZipArchiveMode.Create))
        {
            foreach (var (name, rows) in arrays)
            {
                using var entry = zip.CreateEntry(name + ".npy", CompressionLevel.NoCompression).Open();
                entry.Write(Npy(rows));
            }
        }

        return Command.Run(_folder.Path, ["analyze", "layers.npz", .. options]);
    }

    // Version 1.0 of the format: magic, version, length of the header, header padded to 64 bytes, elements.
    private static byte[] Npy(double[][] rows)
    {
        var shape = string.Create(CultureInfo.InvariantCulture, $"({rows.Length}, {rows[0].Length})");
        var header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".PadRight(128 - 10 - 1) + "\n";
        return [0x93, .. Encoding.ASCII.GetBytes("NUMPY"), 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. rows.SelectMany(row => row).SelectMany(BitConverter.GetBytes)];
    }
}
