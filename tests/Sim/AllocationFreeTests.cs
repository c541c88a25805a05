using FragSim.Sim.Base;
using FragSim.Sim.Events;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>The event loop allocates nothing once it is warm.</summary>
public sealed class AllocationFreeTests
{
    private const uint Ids = 30_000;

    [Theory]
    [InlineData("none")]
    [InlineData("partition")]
    [InlineData("grouping")]
    [InlineData("linux")]
    public void A_million_events_allocate_no_byte(string strategy)
    {
        var bench = new TestMachine(strategy);
        var rng = new Rng(1);
        for (uint id = 0; id < Ids; id++)
            bench.Cache(id);
        Churn(bench, rng, 200_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Churn(bench, rng, 1_000_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Churn(TestMachine bench, Rng rng, int events)
    {
        for (int i = 0; i < events; i++)
        {
            bench.NowNs += 1000;
            uint id = rng.Below(Ids);
            if (bench[id] == Pfn.None)
                bench.Cache(id);
            else if (i % 5 == 0)
                bench.Do(EventOp.Touch, id);
            else
                bench.Free(id);
            if (i % 100 == 0)
                Kernel(bench, Ids + (id % 1000));
            if (i % 100 == 50)
                bench.Free(Ids + rng.Below(1000));
        }
    }

    private static void Kernel(TestMachine bench, uint id)
    {
        if (bench[id] == Pfn.None)
            bench.Unmovable(id);
    }
}
