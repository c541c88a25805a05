using FragSim.Plots.Charts;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed class WaitKindTests
{
    [Fact]
    public void A_request_is_of_one_kind_and_none_is_lost()
    {
        RunResult run = SampleResults.Of(2, 1)[1];
        int[] counts = [.. WaitKinds.All.Select(kind => kind.Of(run).Count())];
        Assert.All(counts, count => Assert.True(count > 0));
        Assert.Equal(run.Requests.Count, counts.Sum());
    }

    [Fact]
    public void The_mean_wait_of_granted_requests_has_no_refused_one_in_it()
    {
        RunResult run = SampleResults.Of(2, 1)[1];
        RunResult slow = run with
        {
            Requests = [.. run.Requests.Select(request => request.Granted
                ? request : request with { Stall = new Stall { ScanNs = 9_000_000_000 } })],
        };
        WaitKind granted = WaitKinds.All[0];
        Assert.Equal(granted.Mean(run, wait => wait.TotalNs),
            granted.Mean(slow, wait => wait.TotalNs));
        Assert.Equal(9e9, WaitKinds.All[1].Mean(slow, wait => wait.TotalNs));
    }

    [Fact]
    public void Without_requests_of_a_kind_there_is_no_mean() =>
        Assert.True(double.IsNaN(WaitKinds.All[0].Mean(
            SampleResults.Empty("none"), wait => wait.TotalNs)));
}
