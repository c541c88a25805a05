using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class HugePoolTests
{
    private const Effort Fault = Effort.Direct | Effort.Zero | Effort.Thp;
    private const Effort Growth = Effort.Normal | Effort.RetryMayFail | Effort.Hugetlb;
    private const Effort Mapping = Effort.Hugetlb | Effort.Zero;

    [Theory]
    [InlineData(Fault, 8)]
    [InlineData(Effort.Normal, 8)]
    [InlineData(Growth, 8)]
    [InlineData(Mapping, 7)]
    public void Set_aside_at_boot_for_hugetlb_it_serves_those_who_map_such_pages_alone(
        Effort effort, int left)
    {
        var bench = new TestMachine("linux", 256, set: "hugepages=8");
        Assert.True(bench.Request(1, effort: effort));
        Assert.Equal(left, bench.Machine.Pool!.FreeCount);
    }

    [Fact]
    public void A_hugetlb_pool_that_is_empty_leaves_those_who_map_from_it_without()
    {
        var bench = new TestMachine("linux", 256, set: "hugepages=1");
        Assert.True(bench.Request(1, effort: Mapping));
        Assert.False(bench.Request(2, effort: Mapping));
        Assert.True(bench.Request(3, effort: Fault));
    }

    [Theory]
    [InlineData(Fault)]
    [InlineData(Effort.Normal)]
    [InlineData(Mapping)]
    public void A_partition_serves_every_huge_request(Effort effort)
    {
        var bench = new TestMachine("partition:pool=8", 256);
        Assert.True(bench.Request(1, effort: effort));
        Assert.Equal(7, bench.Machine.Pool!.FreeCount);
    }

    [Fact]
    public void Pages_above_the_largest_block_come_from_a_hugetlb_pool_for_every_request()
    {
        var pool = new HugePool(Order.Gigantic) { IsHugetlb = true };
        Assert.True(pool.Serves(new AllocationRequest(
            Order.Gigantic, MigrateType.Movable, PageSource.Huge, Fault)));
        Assert.False(pool.Serves(new AllocationRequest(
            Order.Gigantic, MigrateType.Movable, PageSource.Huge, Growth)));
    }
}
