using System.Buffers.Binary;
using System.Text;
using DeepDive.Data;

namespace DeepDive.Tests.Data;

public sealed class NpyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Arrays => [.. NpyGolden.Values.Arrays.Select(array => array.Name)];

    public static TheoryData<string> RefusedFiles => [.. NpyGolden.Values.Refused.Select(file => file.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Arrays_by_numpy_are_read_to_the_last_bit(string name)
    {
        var golden = NpyGolden.Values.Arrays.Single(array => array.Name == name);
        using var array = Npy.Open(Write(golden.File));
        Assert.Equal(golden.Shape, array.Shape);
        Assert.Equal(golden.Type, array.Type.ToString(), ignoreCase: true);
        var values = array.Read<double>();
        Assert.Equal((array.Rows, array.Columns), (values.Rows, values.Columns));
        Assert.Equal(golden.Values, values.AsSpan().ToArray());
        Assert.Equal(golden.Values.Select(value => (float)value), array.Read<float>().AsSpan().ToArray());
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Rows_are_read_by_block_and_by_index_in_any_order(string name)
    {
        using var array = Npy.Open(Write(NpyGolden.Values.Arrays.Single(array => array.Name == name).File));
        var whole = array.Read<double>();
        for (var first = array.Rows; first >= 0; first--)
        {
            for (var count = 0; count <= array.Rows - first; count++)
                Assert.Equal(whole.RowRange(first, count).Clone().AsSpan(), array.Read<double>(first, count).AsSpan());
        }

        if (array.Rows < 2) return;
        int[] indices = [1, 0, 1, array.Rows - 1, 0];
        Assert.Equal(whole.TakeRows(indices).AsSpan(), array.TakeRows<double>(indices).AsSpan());
    }

    [Theory]
    [InlineData("(700, 300), 'fortran_order': True")]
    [InlineData("(700, 300), 'fortran_order': False")]
    [InlineData("(70000, 3), 'fortran_order': True")]
    [InlineData("(3, 70000), 'fortran_order': False")]
    public void Arrays_larger_than_the_buffer_are_read_whole(string shape)
    {
        var bytes = new byte[840_000];
        for (var i = 0; i < 210_000; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), i);
        using var array = Npy.Open(Write(WithHeader($"{{'descr': '<i4', 'shape': {shape}}}", bytes)));
        var (whole, fortran) = (array.Read<double>(), shape.EndsWith("True", StringComparison.Ordinal));
        for (var i = 0; i < array.Rows; i++)
        {
            for (var j = 0; j < array.Columns; j++)
            {
                var expected = fortran ? j * array.Rows + i : i * array.Columns + j;
                if (whole[i, j] != expected) Assert.Fail($"({i}, {j}) is {whole[i, j]} instead of {expected}");
            }
        }

        Assert.Equal(whole.RowRange(array.Rows - 1, 1).AsSpan(), array.Read<double>(array.Rows - 1, 1).AsSpan());
    }

    [Fact]
    public void A_header_may_have_its_keys_in_any_order_and_quotes_of_both_kinds()
    {
        using var array = Npy.Open(Write(WithHeader("""{"shape":(2L,1L,) , 'fortran_order' :False,"descr":">i2"}""" + "\n", [1, 0, 0, 2])));
        Assert.Equal([2, 1], array.Shape);
        Assert.Equal([256, 2], array.Read<float>().AsSpan().ToArray());
    }

    [Theory]
    [MemberData(nameof(RefusedFiles))]
    public void What_is_no_array_of_numbers_is_refused_with_its_reason(string name)
    {
        var golden = NpyGolden.Values.Refused.Single(file => file.Name == name);
        var path = Write(golden.File);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => Npy.Open(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains(golden.Reason, error.Message);
        Assert.StartsWith($"'{path}' is not a readable NumPy file: ", error.Message);
        Assert.Contains("; ", error.Message); // the remedy
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_refused()
    {
        foreach (var golden in NpyGolden.Values.Arrays.Where(array => array.Name is "<f8 C" or "version 2" or "scalar"))
        {
            for (var length = 0; length < golden.File.Length; length++)
                Assert.Throws<InvalidDataException>(() => Npy.Open(Write(golden.File[..length])));
        }
    }

    [Fact]
    public void A_header_that_claims_more_than_the_limit_is_refused()
    {
        var path = Write(WithHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (4,), }\n", new byte[32]));
        Npy.Open(path, new() { MaxBytes = 32 }).Dispose();
        Assert.Contains("at most 31 bytes", Assert.Throws<InvalidDataException>(() => Npy.Open(path, new() { MaxBytes = 31 })).Message);
    }

    [Fact]
    public void Rows_that_there_are_not_are_refused()
    {
        using var array = Npy.Open(Write(NpyGolden.Values.Arrays.Single(array => array.Name == "<f8 C").File));
        foreach (var (first, count) in new[] { (-1, 1), (0, 3), (2, 1), (0, -1), (1, int.MaxValue) })
            Assert.Throws<ArgumentOutOfRangeException>(() => array.Read<float>(first, count));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.TakeRows<float>([0, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.TakeRows<float>([-1]));
    }

    [Fact]
    public void Half_a_million_rows_are_read_a_block_at_a_time_in_the_memory_of_a_block()
    {
        var path = _folder.File("long.npy");
        using (var file = File.Create(path))
        {
            file.Write(WithHeader("{'descr': '|u1', 'fortran_order': False, 'shape': (500000, 64), }\n", []));
            file.SetLength(file.Length + 32_000_000);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var array = Npy.Open(path);
        for (var first = 499_000; first >= 0; first -= 25_000) Assert.Equal(1000, array.Read<float>(first, 1000).Rows);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 * (1000 * 64 * 4 + 4096) + (1 << 20));
    }

    internal static byte[] WithHeader(string header, byte[] data) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data];

    private string Write(byte[] bytes)
    {
        var path = _folder.File(Path.GetRandomFileName());
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
