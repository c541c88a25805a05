using FragSim.Sim.Events;
using FragSim.Workloads;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class HighAllocTests
{
    [Fact]
    public void Three_passes_ask_for_95_percent_of_memory_each_and_give_all_back()
    {
        FakeMachine machine = Run(1);
        int attempts = 8192 * 95 / 100 / 512;
        Assert.Equal(3 * attempts, machine.Count(EventOp.Request));
        Assert.Equal(4, machine.Count(EventOp.Phase));
        Assert.Equal(1, machine.Count(EventOp.DropCaches));
        Assert.DoesNotContain(machine.Held, block => block.Value == 9);
    }

    [Fact]
    public void Requests_come_at_a_steady_pace()
    {
        long[] times = [.. Run(1).Events.Where(e => e.Op == EventOp.Request)
            .Select(e => e.TimeNs).Take(10)];
        Assert.All(times.Zip(times.Skip(1)), p => Assert.Equal(125_000_000, p.Second - p.First));
    }

    [Fact]
    public void The_same_seed_gives_the_same_events()
    {
        Assert.Equal(Run(3).Events, Run(3).Events);
        Assert.NotEqual(Run(3).Events, Run(4).Events);
    }

    private static FakeMachine Run(ulong seed)
    {
        var machine = new FakeMachine();
        using var workload = WorkloadCatalog.Create(
            "highalloc", new WorkloadSetup(32UL << 20, 9, seed));
        while (workload.Step(machine))
        {
        }
        return machine;
    }
}
