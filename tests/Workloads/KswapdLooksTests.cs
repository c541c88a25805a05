using FragSim.Sim.Base;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>When kswapd looks whether to leave the rest to kcompactd, and when it looks whether it
/// has reclaimed enough for a large block. Zones are DMA (0), DMA32 (1) and Normal (2).</summary>
public sealed class KswapdLooksTests
{
    private readonly KswapdLooks looks = new();

    [Fact]
    public void A_look_without_reclaim_before_it_is_one_before_it_lies_down()
    {
        Saw(FtraceKind.KswapdWake);
        Assert.False(looks.Lies);
        Look(0, Order.Huge);
        Assert.True(looks.Lies);
        Assert.Equal(Order.Huge, looks.Order);
    }

    [Fact]
    public void A_look_after_reclaim_for_a_costly_order_is_whether_that_is_enough()
    {
        Saw(FtraceKind.Free);
        Look(0, Order.Huge);
        Look(1, Order.Huge);
        Look(2, Order.Huge);
        Assert.False(looks.Lies);
    }

    [Fact]
    public void The_second_round_after_reclaim_is_one_before_it_lies_down()
    {
        Saw(FtraceKind.Free);
        Look(0, Order.Huge);
        Look(1, Order.Huge);
        Look(0, Order.Huge);
        Assert.True(looks.Lies);
        Look(1, Order.Huge);
        Assert.True(looks.Lies);
    }

    [Fact]
    public void The_same_zone_again_is_another_round()
    {
        Saw(FtraceKind.Free);
        Look(1, Order.Huge);
        Assert.False(looks.Lies);
        Look(1, Order.Huge);
        Assert.True(looks.Lies);
    }

    [Theory]
    [InlineData(Order.Costly, true)]
    [InlineData(Order.Costly + 1, false)]
    public void After_reclaim_for_a_small_block_it_has_no_reason_to_look_but_to_lie_down(
        int order, bool lies)
    {
        Saw(FtraceKind.Free);
        Look(0, order);
        Assert.Equal(lies, looks.Lies);
    }

    [Fact]
    public void What_it_does_after_its_frees_and_before_the_look_takes_nothing_back()
    {
        Saw(FtraceKind.Free);
        Saw(FtraceKind.ShrinkInactive);
        Saw(FtraceKind.PcpuDrain);
        Look(0, Order.Huge);
        Assert.False(looks.Lies);
    }

    [Theory]
    [InlineData(FtraceKind.ShrinkInactive)]
    [InlineData(FtraceKind.KswapdWake)]
    public void Reclaim_counts_only_up_to_the_look_at_it_and_not_from_before_it_woke(
        object kind)
    {
        Saw(FtraceKind.Free);
        if ((FtraceKind)kind == FtraceKind.ShrinkInactive)
            Look(0, Order.Huge);
        Saw((FtraceKind)kind);
        Look(0, Order.Huge);
        Assert.True(looks.Lies);
    }

    [Fact]
    public void Whatever_it_does_after_a_look_it_does_not_lie()
    {
        Look(0, Order.Huge);
        Saw(FtraceKind.Free);
        Assert.False(looks.Lies);
        Assert.Equal(Order.Base, looks.Order);
    }

    [Fact]
    public void Waking_kcompactd_is_lying_down_and_keeps_the_order()
    {
        Saw(FtraceKind.Free);
        Look(0, 5);
        Assert.False(looks.Lies);
        Saw(FtraceKind.WakeupKcompactd);
        Assert.True(looks.Lies);
        Assert.Equal(5, looks.Order);
    }

    private void Saw(FtraceKind kind) => looks.Saw(new FtraceRecord { Kind = kind });

    private void Look(byte zone, int order) => looks.Saw(new FtraceRecord
    {
        Kind = FtraceKind.Suitable,
        Zone = zone,
        Order = (byte)order,
    });
}
