using FragSim.Sim.Kernel;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class ReclaimRoundTests
{
    private readonly Reclaimer reclaimer = new TestMachine().Machine.Reclaimer;

    [Fact]
    public void There_are_thirteen_each_more_urgent_while_nothing_is_found()
    {
        Assert.Equal(Enumerable.Range(0, 13).Reverse(), Priorities(spares: false));
    }

    [Fact]
    public void If_nothing_goes_and_active_pages_were_spared_all_are_made_again_and_spare_none()
    {
        Assert.Equal(26, Priorities(spares: true).Count);
    }

    [Fact]
    public void A_cluster_is_enough()
    {
        ReclaimRound round = default;
        Assert.True(round.Begin(reclaimer, 0));
        Assert.True(round.Begin(reclaimer, Reclaimer.Cluster - 1));
        Assert.False(round.Begin(reclaimer, Reclaimer.Cluster));
    }

    private List<int> Priorities(bool spares)
    {
        List<int> priorities = [];
        for (ReclaimRound round = default; round.Begin(reclaimer, 0);)
        {
            reclaimer.SparedActive |= spares;
            Assert.Equal(priorities.Count > Reclaimer.FirstPriority, round.Ages);
            priorities.Add(round.Priority);
        }
        return priorities;
    }
}
