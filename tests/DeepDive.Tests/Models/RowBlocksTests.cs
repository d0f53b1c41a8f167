using DeepDive.Models;

namespace DeepDive.Tests.Models;

public class RowBlocksTests
{
    [Fact]
    public void Blocks_cover_all_rows_in_order_and_none_is_empty_or_too_long()
    {
        for (var rows = 0; rows <= 1300; rows++)
        {
            var (blocks, next) = (new RowBlocks(rows), 0);
            for (var b = 0; b < blocks.Count; b++)
            {
                Assert.Equal(next, blocks.Start(b));
                Assert.InRange(blocks.Length(b), 1, RowBlocks.MaxLength);
                next += blocks.Length(b);
            }

            Assert.Equal(rows, next);
        }
    }

    [Fact]
    public void No_fewer_rows_have_more_blocks_than_the_most_that_is_told()
    {
        var most = 0;
        for (var rows = 0; rows <= 1300; rows++)
        {
            var blocks = new RowBlocks(rows);
            most = Math.Max(most, blocks.Count);
            Assert.InRange(blocks.MostCount, most, int.MaxValue);
        }
    }
}
