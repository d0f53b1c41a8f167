using DeepDive.Bench.Apart;
using DeepDive.Bench.Rivals;

namespace DeepDive.Bench.Growth;

/// <summary>Measures a case, ours and the peer's, each in a process of its own that uses all cores.</summary>
internal static class GrowthMeasurement
{
    private const double Seconds = 0.4;
    private const int PeerRepetitions = 3;

    public static IEnumerable<GrowthPoint> Of(string axis, StudyCase study)
    {
        yield return IfItFits(axis, study, GrowthPoint.Ours, Ours);
        yield return IfItFits(axis, study, GrowthPoint.Peer, Peer);
    }

    private static GrowthPoint IfItFits(string axis, StudyCase study, string who, Func<string, StudyCase, GrowthPoint> measure)
    {
        var expected = GrowthPlan.ExpectedBytes(study, who);
        return expected <= GrowthPlan.MostBytes ? measure(axis, study)
            : GrowthPoint.LeftOut(axis, study, who, FormattableString.Invariant($"left out: needs {expected / 1e9:0.0} GB, more than {GrowthPlan.MostBytes / 1e9:0}"));
    }

    private static GrowthPoint Ours(string axis, StudyCase study)
    {
        var result = ApartCommand.Start(study, Seconds);
        return new GrowthPoint(axis, study, GrowthPoint.Ours, MedianOf(result.Seconds), result.PeakBytes - result.BaseBytes, "");
    }

    private static GrowthPoint Peer(string axis, StudyCase study)
    {
        using var inputs = new SharedFolder();
        var workload = study.ToWorkload();
        workload.SetUp();
        workload.Share(inputs);
        using var peer = new PeerProcess(workload.Peers[0], Environment.ProcessorCount, workload.Units, inputs);
        try
        {
            peer.WaitUntilReady();
            double[] seconds = [.. Enumerable.Range(0, PeerRepetitions).Select(_ => peer.Repeat().Seconds)];
            return new GrowthPoint(axis, study, GrowthPoint.Peer, MedianOf(seconds), peer.MemoryBytes.Peak - peer.MemoryBytes.Base, "");
        }
        catch (RivalException exception)
        {
            return GrowthPoint.LeftOut(axis, study, GrowthPoint.Peer, exception.Message);
        }
    }

    private static double MedianOf(double[] seconds)
    {
        var samples = new Samples();
        foreach (var one in seconds) samples.Add(one);
        return samples.Median;
    }
}
