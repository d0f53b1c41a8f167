using DeepDive.Bench.Apart;

namespace DeepDive.Bench.Tests;

public class ExitCodeTests
{
    private const long Megabyte = 1_000_000;

    public static TheoryData<string, string> TargetsWithRatio() => [.. Targets.All.Select(target => (target.Row, target.Rival))];

    [Theory]
    [MemberData(nameof(TargetsWithRatio))]
    public void Every_target_may_be_missed_by_a_tenth_and_no_more(string row, string rival)
    {
        var ratio = Targets.All.Single(target => target.Row == row && target.Rival == rival).Ratio;

        Assert.Equal(0, Made.Report([Made.Row(row, rival, 1.01 * ratio)]).ExitCode);
        Assert.Equal(0, Made.Report([Made.Row(row, rival, 0.91 * ratio)]).ExitCode);
        Assert.Equal(1, Made.Report([Made.Row(row, rival, 0.89 * ratio)]).ExitCode);
    }

    [Fact]
    public void One_missed_target_among_met_ones_is_enough()
    {
        var report = Made.Report([Made.Row("cka-rbf", "hand-tuned", 100), Made.Row("cka-linear", "hand-tuned", 0.1)]);

        Assert.Equal(1, report.ExitCode);
    }

    [Fact]
    public void Each_target_belongs_to_a_row_and_to_a_rival_of_that_row()
    {
        var rivals = Catalogue.Find("").SelectMany(workload => workload.Peers.Select(peer => peer.Name).Append(Rivals.FmaPeak.RivalName).Select(name => (workload.Row, name)));

        Assert.Empty(Targets.All.Select(target => (target.Row, target.Rival)).Except(rivals));
    }

    [Fact]
    public void A_rival_without_target_may_be_faster() =>
        Assert.Equal(0, Made.Report([Made.Row("gemm-2000", "PyTorch mm", 0.5)]).ExitCode);

    [Fact]
    public void A_wrong_answer_is_a_failure_and_a_row_without_time_is_none()
    {
        var wrong = new RowResult("cka-rbf", "made up", Threads: 1, Flops: 0) { Problem = "wrong answer: number 0 is 1, but ours is 2" };

        Assert.Equal(1, Made.Report([wrong]).ExitCode);
        Assert.Equal(0, Made.Report([wrong with { Problem = "left out: the time was up" }]).ExitCode);
    }

    [Theory]
    [InlineData(100 * Megabyte, 0)]
    [InlineData(110 * Megabyte, 0)]
    [InlineData(112 * Megabyte, 1)]
    [InlineData(null, 0)]
    public void Memory_may_be_a_tenth_above_its_target(long? bytes, int code) =>
        Assert.Equal(code, Made.Report([], new MemoryLine("memory", "made up", bytes, 100 * Megabyte)).ExitCode);
}
