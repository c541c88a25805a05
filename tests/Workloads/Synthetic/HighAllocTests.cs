using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using FragSim.Workloads.Synthetic;
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

    [Theory]
    [InlineData(1, Order.Huge, 125_000_000)]
    [InlineData(8, Order.Huge, 125_000_000)]
    [InlineData(4, Order.Gigantic, 64_000_000_000)]
    [InlineData(64, Order.Gigantic, 10_000_000_000)]
    public void A_pass_takes_ten_minutes_at_most(int gib, int order, long everyNs)
    {
        var shape = new HighAllocShape { MemoryPages = gib << 18, HugeOrder = order };
        Assert.Equal(everyNs, shape.RequestEveryNs);
        Assert.InRange(shape.Attempts(1) * shape.RequestEveryNs, 1, 600_000_000_000);
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
