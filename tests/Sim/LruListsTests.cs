using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class LruListsTests
{
    [Fact]
    public void Zones_of_a_node_share_their_lists_and_each_counts_its_own_pages()
    {
        var bench = new TestMachine("partition:movable=50%");
        LruLists lists = Assert.Single(bench.Machine.Reclaimer.Lists);
        Assert.True(bench.Cache(1));
        bench.Machine.OffLru.Drain();
        Assert.Equal(0, lists.Pages(anon: false, active: false, highestZone: 0));
        Assert.Equal(1, lists.Pages(anon: false, active: false, highestZone: 1));
        Assert.Equal(bench[1], lists.Oldest(anon: false, active: false));
    }

    [Theory]
    [InlineData("oldest")]
    [InlineData("lumpy")]
    [InlineData("linear")]
    [InlineData("compaction:retry=reclaimed")]
    public void In_kernels_before_4_8_each_zone_has_lists_of_its_own(string strategy)
    {
        var bench = new TestMachine("partition:movable=50%+" + strategy);
        Assert.Equal(bench.Machine.Zones.Count, bench.Machine.Reclaimer.Lists.Count);
        Assert.Equal(
            bench.Machine.Reclaimer.Lists, bench.Machine.Zones.Select(z => z.Lru.Lists));
    }
}
