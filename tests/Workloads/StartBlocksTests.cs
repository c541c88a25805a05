using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class StartBlocksTests
{
    private const int Frames = 2048;
    private readonly ulong[] flags = new ulong[Frames];
    private readonly bool[] listed = new bool[Frames];
    private readonly MigrateType[] types = new MigrateType[Frames >> Order.Huge];

    public StartBlocksTests() => Array.Fill(listed, true);

    [Fact]
    public void A_page_of_the_hugetlb_pool_is_one_huge_block_that_compaction_cannot_move()
    {
        Compound(512, 9, KernelPageFlags.Huge);
        StartBlock block = Assert.Single(Find());
        Assert.Equal((512u, (byte)9, PageSource.Huge, MigrateType.Unmovable),
            (block.Pfn, block.Order, block.Source, block.Mobility));
    }

    [Fact]
    public void A_transparent_huge_page_is_movable_and_on_its_list()
    {
        Compound(1024, 9, KernelPageFlags.Thp | KernelPageFlags.Anon | KernelPageFlags.Lru);
        StartBlock block = Assert.Single(Find());
        Assert.Equal((PageSource.Huge, MigrateType.Movable, PageFlags.Lru | PageFlags.Anon),
            (block.Source, block.Mobility, block.Flags));
    }

    [Fact]
    public void Two_compound_pages_side_by_side_are_two_blocks()
    {
        Compound(8, 1, KernelPageFlags.Slab);
        Compound(10, 1, KernelPageFlags.Slab);
        Assert.Equal([(8u, 1), (10u, 1)], Find().Select(b => (b.Pfn, (int)b.Order)));
    }

    [Fact]
    public void Slabs_are_reclaimable_in_a_reclaimable_pageblock_only()
    {
        types[1] = MigrateType.Reclaimable;
        Compound(8, 0, KernelPageFlags.Slab);
        Compound(600, 0, KernelPageFlags.Slab);
        Assert.Equal([MigrateType.Unmovable, MigrateType.Reclaimable],
            Find().Select(b => b.Mobility));
    }

    [Fact]
    public void Reserved_frames_and_holes_are_no_blocks_and_pages_without_flags_are_the_kernels()
    {
        Compound(8, 0, KernelPageFlags.Reserved);
        Compound(9, 0, KernelPageFlags.NoPage);
        Compound(10, 0, 0);
        StartBlock block = Assert.Single(Find());
        Assert.Equal((10u, PageSource.Kernel, MigrateType.Unmovable),
            (block.Pfn, block.Source, block.Mobility));
    }

    [Fact]
    public void A_dirty_file_page_is_dirty_and_shared_memory_counts_as_anonymous()
    {
        Compound(8, 0, KernelPageFlags.Lru | KernelPageFlags.Dirty);
        Compound(9, 0, KernelPageFlags.Lru | KernelPageFlags.Dirty | KernelPageFlags.SwapBacked);
        Assert.Equal(
            [(PageSource.PageCache, PageFlags.Lru | PageFlags.Dirty),
                (PageSource.Anon, PageFlags.Lru | PageFlags.Anon)],
            Find().Select(b => (b.Source, b.Flags)));
    }

    private void Compound(int pfn, int order, ulong flags)
    {
        for (int i = 0; i < 1 << order; i++)
        {
            listed[pfn + i] = false;
            this.flags[pfn + i] = flags | (order == 0 ? 0
                : i == 0 ? KernelPageFlags.CompoundHead : KernelPageFlags.CompoundTail);
        }
    }

    private List<StartBlock> Find() => new StartBlocks(flags, listed, types)
        .Find([new ZoneSpan("DMA32", 0, Frames)]);
}
