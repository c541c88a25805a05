using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>Gorman, LKML, 4 November 2005, of plain reclaim: "kswapd is making no effort to get
/// contiguous pages"; it just goes on.</summary>
public sealed class OldestTests
{
    private const long LongNs = 60_000_000_000;

    [Fact]
    public void After_a_refused_request_kswapd_goes_on_until_a_huge_page_is_free()
    {
        TestMachine bench = WithScatteredCache("oldest");
        Assert.False(bench.Request(900_000));
        bench.NowNs += LongNs;
        Assert.True(bench.Request(900_001));
        Assert.True(bench.Count(VmCounter.PgstealKswapd) > Order.Pages(Order.Huge));
        Assert.Equal(0, bench.Count(VmCounter.PgmigrateSuccess));
    }

    [Fact]
    public void Without_it_kswapd_looks_after_base_pages_alone()
    {
        TestMachine bench = WithScatteredCache("none");
        Assert.False(bench.Request(900_000));
        bench.NowNs += LongNs;
        Assert.False(bench.Request(900_001));
    }

    [Fact]
    public void Where_no_zone_can_have_one_it_drops_all_of_the_cache_in_vain_and_rests()
    {
        var bench = new TestMachine("oldest");
        uint id = 1;
        while (bench.Count(VmCounter.PgstealDirect) == 0)
        {
            if (id % 100 == 0)
                bench.Unmovable(id);
            else
                bench.Cache(id);
            id++;
        }
        Assert.False(bench.Request(900_000));
        bench.NowNs += LongNs;
        bench.Do(EventOp.Idle);
        Assert.Equal(0, bench.Zone.Lru.InactiveFile);
        Assert.False(bench.Machine.Kswapd.Awake);
    }

    [Fact]
    public void Pages_on_per_CPU_lists_keep_their_blocks_from_being_free()
    {
        var bench = new TestMachine("oldest:cpus=4");
        Assert.True(bench.Alloc(1));
        bench.Free(1);
        Assert.True(bench.Zone.PcpPages > 0);
        Assert.False(bench.Machine.Allocator.DrainPcp());
        Assert.True(bench.Zone.PcpPages > 0);
    }

    /// <summary>Cache of which every second page was freed and taken again, so that what is oldest
    /// lies everywhere.</summary>
    private static TestMachine WithScatteredCache(string strategy)
    {
        var bench = new TestMachine(strategy);
        uint id = 1;
        for (; bench.Count(VmCounter.PgstealDirect) == 0 && !bench.Machine.Kswapd.Awake; id++)
            bench.Cache(id);
        for (uint i = 1; i < id; i += 2)
            bench.Free(i);
        for (uint i = 1; i < id; i += 2)
            bench.Cache(i);
        return bench;
    }
}
