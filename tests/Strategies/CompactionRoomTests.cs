using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class CompactionRoomTests
{
    private static readonly AllocationRequest Huge =
        new(Order.Huge, MigrateType.Movable, PageSource.Huge, Effort.Normal);

    private readonly TestMachine bench = new("none", mebibytes: 64);

    [Fact]
    public void Where_no_zone_may_be_compacted_it_goes_on_until_a_round_has_no_page_to_scan()
    {
        // Every second page is the kernel's, so nothing merges; and nothing may be compacted.
        long got = Reclaim(extfragThreshold: 1000);
        Assert.True(got > ZoneCompactor.Gap(Order.Huge), $"{got}");
        Assert.Equal((1 << Reclaimer.FirstPriority) - 1, bench.Zone.Lru.InactiveFile);
    }

    [Fact]
    public void It_stops_as_soon_as_a_zone_may_be_compacted()
    {
        long got = Reclaim(extfragThreshold: 0);
        Assert.True(got > 0);
        Assert.True(bench.Zone.Lru.InactiveFile > 1 << Reclaimer.FirstPriority);
    }

    private long Reclaim(int extfragThreshold)
    {
        uint id = 1;
        while (bench.Zone.FreePages > bench.Zone.Watermarks.Low)
            _ = ++id % 2 == 0 ? bench.Unmovable(id) : bench.Cache(id);
        bench.Machine.OffLru.Drain();
        var compactor = new ZoneCompactor { ExtfragThreshold = extfragThreshold };
        long got = CompactionRoom.Make(bench.Machine, compactor, Huge, out bool progress);
        Assert.True(progress);
        return got;
    }
}
