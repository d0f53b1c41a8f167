using DeepDive.Figures;

namespace DeepDive.Tests.Figures;

public class TableTests
{
    [Fact]
    public void Text_is_aligned_numbers_to_the_right() =>
        Assert.Equal(
            """
            Ranks
            layer   rank
            -----  -----
            input  1.952
            2         12
            … and 1 more rows
            """.ReplaceLineEndings("\n"),
            new Table(["layer", "rank"], [["input", 1.95164], ["2", 12], ["3", null]]) { Caption = "Ranks" }.ToText(2));

    [Fact]
    public void Html_is_escaped() =>
        Assert.Contains("&lt;i&gt;</th>", new Table(["<i>"], [["a & b"]]).ToHtml());

    [Theory]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(123456.7, "123500")]
    [InlineData(0.000012345, "1.234e-5")]
    [InlineData(-0.0, "0")]
    [InlineData(double.NaN, "—")]
    [InlineData(double.NegativeInfinity, "−∞")]
    [InlineData(123456, "123456")]
    [InlineData(true, "True")]
    public void Numbers_read_well(object cell, string text) => Assert.Equal(text, Numeral.Text(cell, 4));

    [Fact]
    public void Json_numbers_have_six_digits_and_no_NaN() =>
        Assert.Equal("[0.333333,null,null,0]", Numeral.Array([1.0 / 3, double.NaN, double.PositiveInfinity, -0.0]).ToJsonString());

    [Fact]
    public void A_row_of_another_length_is_refused() =>
        Assert.Contains("row 1 has 2", Assert.Throws<ArgumentException>(() => new Table(["a"], [[1], [1, 2]])).Message);

    [Fact]
    public void Rows_can_be_made_from_items() =>
        Assert.Equal([["ab", 2]], Table.Of(["ab"], ("text", text => text), ("length", text => text.Length)).Rows);
}
