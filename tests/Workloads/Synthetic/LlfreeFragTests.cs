using FragSim.Sim.Events;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class LlfreeFragTests
{
    private const int Pages = 8192;

    [Fact]
    public void Memory_is_filled_half_of_it_freed_and_a_tenth_of_the_rest_renewed_100_times()
    {
        FakeMachine machine = Run(1);
        int kept = Pages / 2;
        // One more is asked for than there is, and huge pages at the end have no room.
        Assert.Equal(Pages + 1 + (100 * (kept / 10)), machine.Count(EventOp.Alloc));
        Assert.Equal(Pages - kept + (100 * (kept / 10)), machine.Count(EventOp.Free));
    }

    [Fact]
    public void All_that_is_free_is_asked_for_as_huge_pages_that_may_not_compact()
    {
        PageEvent[] requests = [.. Run(1).Events.Where(e => e.Op == EventOp.Request)];
        Assert.Equal(Pages / 2 / 512, requests.Length);
        Assert.All(requests, e => Assert.Equal(Effort.None, e.Effort));
    }

    [Fact]
    public void The_same_seed_gives_the_same_events()
    {
        Assert.Equal(Run(3).Events, Run(3).Events);
        Assert.NotEqual(Run(3).Events, Run(4).Events);
    }

    private static FakeMachine Run(ulong seed)
    {
        var machine = new FakeMachine(Pages);
        using var workload = WorkloadCatalog.Create(
            "llfree-frag", new WorkloadSetup(32UL << 20, 9, seed));
        while (workload.Step(machine))
        {
        }
        return machine;
    }
}
