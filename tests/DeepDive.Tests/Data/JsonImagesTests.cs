using System.Text;
using DeepDive.Data;

namespace DeepDive.Tests.Data;

public class JsonImagesTests
{
    [Fact]
    public void Nested_rows_of_bytes_are_read_as_they_are()
    {
        var images = Nested("""{"data":[[0,1],[254,255]]}""");
        Assert.Equal([0, 1, 254, 255], images.Bytes.ToArray());
        Assert.Equal((2, 0), (images.Count, images.Refused));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[1,2,3]")]
    [InlineData("[1,256]")]
    [InlineData("[-1,2]")]
    [InlineData("[1,2.5]")]
    [InlineData("[1,null]")]
    [InlineData("[1,[2]]")]
    [InlineData("[1,\"2\"]")]
    [InlineData("7")]
    [InlineData("{\"a\":[1,2]}")]
    public void A_damaged_row_is_refused_and_counted_and_its_neighbours_are_kept(string row)
    {
        var images = Nested($$"""{"other":[9,[9]],"data":[[3,4],{{row}},[5,6]],"more":1}""");
        Assert.Equal([3, 4, 5, 6], images.Bytes.ToArray());
        Assert.Equal((2, 1), (images.Count, images.Refused));
    }

    [Fact]
    public void Fractions_of_three_digits_give_back_every_byte()
    {
        var text = string.Join(",", Enumerable.Range(0, 256).Select(k => Math.Round(k / 255.0, 3).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(Enumerable.Range(0, 256).Select(k => (byte)k), Flat($$"""{ "data": [{{text}}] }""").Bytes.ToArray());
    }

    [Theory]
    [InlineData("1.001")]
    [InlineData("-0.1")]
    [InlineData("0.002")] // between 0 and 1/255
    [InlineData("null")]
    [InlineData("[0]")]
    [InlineData("1e999")]
    public void A_flat_row_with_an_impossible_pixel_is_refused_and_counted(string pixel)
    {
        var images = Flat($$"""{"data":[0,1,{{pixel}},0,1,1]}""");
        Assert.Equal([0, 255, 255, 255], images.Bytes.ToArray());
        Assert.Equal((2, 1), (images.Count, images.Refused));
    }

    [Fact]
    public void A_flat_array_with_an_incomplete_row_is_refused_as_a_whole() =>
        Assert.Contains("rows of 2 pixels, but has 3", Assert.Throws<InvalidDataException>(() => Flat("""{"data":[0,1,0]}""")).Message);

    [Theory]
    [InlineData("")]
    [InlineData("[[1,2]]")]
    [InlineData("""{"date":[[1,2]]}""")]
    [InlineData("""{"data":{"0":[1,2]}}""")]
    [InlineData("""{"data":[[1,2],[3,""")]
    [InlineData("""{"data":[[1,2]]""")]
    [InlineData("""{"data":[[1,2]]} tail""")]
    [InlineData("""{"data":[[1,NaN]]}""")]
    public void Text_of_another_form_is_refused_with_the_files_name(string text) =>
        Assert.Contains("'3.json'", Assert.Throws<InvalidDataException>(() => Nested(text)).Message);

    private static JsonImages Nested(string text) => JsonImages.Read(Encoding.UTF8.GetBytes(text), PixelEncoding.BytesByRow, 2, "3.json");

    private static JsonImages Flat(string text) => JsonImages.Read(Encoding.UTF8.GetBytes(text), PixelEncoding.FlatFractions, 2, "3.json");
}
