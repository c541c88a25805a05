using System.Text;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>The masks are those that recordings have most of.</summary>
public sealed class GfpMeaningTests
{
    [Theory]
    [InlineData("GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO", 0, PageSource.Anon)]
    [InlineData("GFP_HIGHUSER_MOVABLE|__GFP_COMP", 0, PageSource.Anon)]
    [InlineData("GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_WRITE", 0, PageSource.PageCache)]
    [InlineData("GFP_NOFS|__GFP_HIGHMEM|__GFP_NOWARN|__GFP_NORETRY|__GFP_COMP|__GFP_HARDWALL"
        + "|__GFP_MOVABLE", 0, PageSource.PageCache)]
    [InlineData("GFP_NOFS|__GFP_NOFAIL|__GFP_COMP|__GFP_HARDWALL", 0, PageSource.PageCache)]
    [InlineData("GFP_NOFS|__GFP_NOFAIL|__GFP_COMP|__GFP_HARDWALL|__GFP_MOVABLE", 0,
        PageSource.PageCache)]
    [InlineData("GFP_NOFS|__GFP_COMP", 0, PageSource.PageCache)]
    [InlineData("GFP_NOFS|__GFP_COMP", 1, PageSource.Kernel)]
    [InlineData("GFP_NOFS", 0, PageSource.Kernel)]
    [InlineData("GFP_NOFS|__GFP_COMP|__GFP_ZERO", 0, PageSource.Kernel)]
    [InlineData("GFP_KERNEL_ACCOUNT|__GFP_ZERO", 0, PageSource.PageTable)]
    [InlineData("GFP_KERNEL_ACCOUNT|__GFP_ZERO", 2, PageSource.Stack)]
    [InlineData("__GFP_IO|__GFP_NOWARN|__GFP_NORETRY|__GFP_COMP|__GFP_NOMEMALLOC"
        + "|__GFP_RECLAIMABLE", 2, PageSource.Slab)]
    [InlineData("GFP_KERNEL|__GFP_NOWARN|__GFP_NORETRY", 0, PageSource.Slab)]
    [InlineData("GFP_KERNEL|__GFP_NOWARN|__GFP_COMP|__GFP_NOMEMALLOC", 1, PageSource.Network)]
    [InlineData("GFP_ATOMIC|__GFP_NOWARN|__GFP_NORETRY|__GFP_COMP|__GFP_NOMEMALLOC", 3,
        PageSource.Network)]
    [InlineData("GFP_HIGHUSER|__GFP_ACCOUNT", 0, PageSource.Kernel)]
    [InlineData("GFP_NOWAIT|__GFP_NOWARN", 0, PageSource.Kernel)]
    [InlineData("GFP_TRANSHUGE|__GFP_NORETRY|__GFP_THISNODE", 9, PageSource.Huge)]
    public void The_use_of_a_page_is_guessed_from_its_mask(
        string mask, int order, PageSource source) =>
        Assert.Equal(source, GfpMeaning.Source(Parse(mask), order));

    [Theory]
    [InlineData("GFP_KERNEL", Effort.Normal)]
    [InlineData("GFP_ATOMIC", Effort.Atomic | Effort.Kswapd | Effort.High)]
    [InlineData("GFP_NOWAIT|__GFP_NOWARN", Effort.Kswapd)]
    [InlineData("GFP_TRANSHUGE", Effort.Direct)]
    [InlineData("GFP_TRANSHUGE_LIGHT", Effort.None)]
    [InlineData("GFP_HIGHUSER_MOVABLE|__GFP_NOWARN|__GFP_RETRY_MAYFAIL|__GFP_COMP|__GFP_THISNODE",
        Effort.Normal | Effort.RetryMayFail)]
    [InlineData("GFP_KERNEL|__GFP_NORETRY|__GFP_ZERO|0x4000000",
        Effort.Normal | Effort.NoRetry | Effort.Zero)]
    public void Patience_follows_the_mask(string mask, Effort effort) =>
        Assert.Equal(effort, GfpMeaning.Effort(Parse(mask)));

    [Fact]
    public void A_page_written_to_the_cache_is_dirty_and_a_huge_page_of_the_pool_on_no_list()
    {
        Assert.Equal(EventFlags.Lru | EventFlags.Dirty, GfpMeaning.Flags(
            Parse("GFP_HIGHUSER_MOVABLE|__GFP_WRITE"), PageSource.PageCache));
        Assert.Equal(EventFlags.Lru, GfpMeaning.Flags(Parse("GFP_TRANSHUGE"), PageSource.Huge));
        Assert.Equal(EventFlags.None, GfpMeaning.Flags(
            Parse("GFP_HIGHUSER_MOVABLE|__GFP_COMP"), PageSource.Huge));
    }

    [Theory]
    [InlineData("GFP_NOFS|__GFP_NOFAIL|__GFP_COMP|__GFP_HARDWALL", true)]
    [InlineData("GFP_KERNEL|__GFP_NOFAIL|__GFP_HARDWALL", false)]
    [InlineData("GFP_NOFS|__GFP_NOFAIL", false)]
    [InlineData("GFP_NOFS|__GFP_HARDWALL", false)]
    public void Buffers_of_block_devices_may_neither_fail_nor_enter_the_file_system(
        string mask, bool buffer) => Assert.Equal(buffer, GfpMeaning.IsBuffer(Parse(mask)));

    [Theory]
    [InlineData("GFP_TRANSHUGE", MigrateType.Movable)]
    [InlineData("GFP_KERNEL|__GFP_RECLAIMABLE", MigrateType.Reclaimable)]
    [InlineData("GFP_KERNEL", MigrateType.Unmovable)]
    public void The_type_asked_for_follows_the_mask(string mask, MigrateType mobility) =>
        Assert.Equal(mobility, GfpMeaning.Mobility(Parse(mask)));

    private static GfpFlags Parse(string mask)
    {
        GfpNames names = new();
        GfpFlags first = names.Parse(Encoding.ASCII.GetBytes(mask));
        Assert.Equal(first, names.Parse(Encoding.ASCII.GetBytes(mask)));
        return first;
    }
}
