using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>Deferral as <c>mm/compaction.c</c> counts it.</summary>
public sealed class ZoneProgressTests
{
    private readonly ZoneProgress progress = new(new TestMachine().Zone);

    [Fact]
    public void Before_any_failure_nothing_is_put_off() =>
        Assert.All(Enumerable.Range(0, 5), _ => Assert.False(progress.IsDeferred(9)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 7)]
    [InlineData(6, 63)]
    [InlineData(20, 63)]
    public void Each_failure_doubles_the_wait_up_to_63_tries_of_64(int failures, int putOff)
    {
        for (int i = 0; i < failures; i++)
            progress.Defer(9);
        Assert.Equal(putOff, TriesPutOff());
    }

    [Fact]
    public void A_recorded_zone_goes_on_where_its_kernel_was()
    {
        progress.Resume(new StartCompaction
        {
            Zone = "Normal",
            Considered = 62,
            DeferShift = 6,
            OrderFailed = 9,
            MigratePfn = 1024,
        });
        Assert.False(progress.IsDeferred(8));
        Assert.True(progress.IsDeferred(9));
        Assert.False(progress.IsDeferred(9));
        Assert.True(progress.IsRestarting(9));
        Assert.Equal((1024u, 1024u, 0u),
            (progress.MigratePfnAsync, progress.MigratePfnSync, progress.FreePfn));
    }

    [Fact]
    public void Before_any_success_a_failure_puts_off_every_order()
    {
        progress.Defer(9);
        Assert.True(progress.IsDeferred(2));
    }

    [Fact]
    public void Smaller_orders_than_the_one_that_failed_are_tried()
    {
        progress.Succeeded(9, allocated: true);
        progress.Defer(9);
        Assert.False(progress.IsDeferred(8));
        Assert.True(progress.IsDeferred(10));
    }

    [Fact]
    public void A_page_really_had_ends_the_wait()
    {
        for (int i = 0; i < 6; i++)
            progress.Defer(9);
        progress.Succeeded(9, allocated: true);
        Assert.False(progress.IsDeferred(9));
        progress.Defer(9);
        Assert.Equal(1, TriesPutOff());
    }

    [Fact]
    public void A_run_that_seems_to_have_worked_clears_the_order_but_not_the_count()
    {
        progress.Defer(9);
        progress.Defer(9);
        progress.Succeeded(9, allocated: false);
        Assert.False(progress.IsDeferred(9));
        progress.Defer(9);
        Assert.Equal(7, TriesPutOff());
    }

    [Fact]
    public void The_first_try_after_the_longest_wait_starts_afresh()
    {
        for (int i = 0; i < 6; i++)
            progress.Defer(9);
        Assert.False(progress.IsRestarting(9));
        Assert.Equal(63, TriesPutOff());
        Assert.True(progress.IsRestarting(9));
    }

    [Theory]
    [InlineData(9, 1024)]
    [InlineData(0, 2)]
    public void Compaction_needs_twice_the_block_to_work_with(int order, long pages) =>
        Assert.Equal(pages, ZoneCompactor.Gap(order));

    private int TriesPutOff()
    {
        int n = 0;
        while (progress.IsDeferred(9))
            n++;
        return n;
    }
}
