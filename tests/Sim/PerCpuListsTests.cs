using CsCheck;
using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Per-CPU lists as in 6.1: refill to the tail, free to the head, drain from the tail.
/// </summary>
public sealed class PerCpuListsTests
{
    private const MigrateType Type = MigrateType.Movable;

    private readonly Frames frames =
        new(4096, FreeLists.ListsNeeded + PerCpuLists.ListsNeeded);

    private readonly Pageblocks blocks = new(4096, 9);
    private readonly Buddy buddy;
    private readonly PerCpuLists pcp;

    public PerCpuListsTests()
    {
        for (uint at = 0; at < 4096; at += 512)
            blocks.SetType(at, Type);
        buddy = new Buddy(frames, blocks, 0, 4096, Placement.Kernel);
        pcp = new PerCpuLists(frames, blocks, buddy) { Batch = 4, High = 16 };
    }

    [Theory]
    [InlineData(262_144, 63)]
    [InlineData(100_000_000, 63)]
    [InlineData(131_072, 31)]
    [InlineData(16_384, 3)]
    [InlineData(100, 1)]
    public void The_batch_is_63_from_one_GiB_on(long managed, int batch) =>
        Assert.Equal(batch, PerCpuLists.BatchOf(managed));

    [Theory]
    [InlineData(0, 63)]
    [InlineData(3, 7)]
    [InlineData(9, 2)]
    public void A_refill_is_scaled_by_the_order_but_asks_for_two(int order, int blocksAsked)
    {
        pcp.Batch = 63;
        Assert.Equal(blocksAsked, pcp.RefillBlocks(order));
    }

    [Fact]
    public void A_batch_of_one_is_never_stored_ahead()
    {
        pcp.Batch = 1;
        Assert.Equal(1, pcp.RefillBlocks(0));
    }

    [Fact]
    public void Orders_up_to_three_and_the_huge_order_pass_through()
    {
        Assert.Equal([0, 1, 2, 3, 9],
            Enumerable.Range(0, 11).Where(pcp.Takes));
    }

    [Fact]
    public void Refilled_blocks_are_taken_in_the_order_they_came()
    {
        pcp.Refill(8, 0, Type);
        pcp.Refill(9, 0, Type);
        Assert.Equal(8u, pcp.Take(0, Type));
        Assert.Equal(9u, pcp.Take(0, Type));
        Assert.Equal(Pfn.None, pcp.Take(0, Type));
    }

    [Fact]
    public void The_block_freed_last_is_taken_first()
    {
        pcp.Put(8, 0);
        pcp.Put(100, 0);
        Assert.Equal(100u, pcp.Take(0, Type));
        Assert.Equal(1, pcp.Pages);
    }

    [Fact]
    public void At_the_high_mark_a_batch_goes_back_from_the_tail()
    {
        for (uint i = 0; i < 16; i++)
            pcp.Put(i * 2, 0);
        Assert.Equal(12, pcp.Pages);
        // Freed first, drained first: 0, 2, 4 and 6 are in the buddy, 6 at the head.
        Assert.Equal([6u, 4u, 2u, 0u], FreeList(0));
    }

    [Fact]
    public void The_batch_doubles_while_frees_keep_coming()
    {
        for (uint i = 0; i < 20; i++)
            pcp.Put(i * 2, 0);
        // 16 reach the mark and 4 go; 4 more reach it again and 8 go.
        Assert.Equal(8, pcp.Pages);
    }

    [Fact]
    public void An_allocation_halves_the_batch_again()
    {
        for (uint i = 0; i < 16; i++)
            pcp.Put(i * 2, 0);
        pcp.Asked();
        Assert.NotEqual(Pfn.None, pcp.Take(0, Type));
        for (uint i = 16; i < 21; i++)
            pcp.Put(i * 2, 0);
        Assert.Equal(12, pcp.Pages);
    }

    [Fact]
    public void The_batch_doubles_five_times_at_most()
    {
        pcp.High = 2000;
        pcp.Batch = 2;
        for (uint i = 0; i < 3500; i++)
            pcp.Put(i, 0);
        // From the mark on 2, 4, 8, 16 and 32 go at once, and never more than 64.
        Assert.InRange(pcp.Pages, 2000 - 64, 2000);
    }

    [Fact]
    public void Higher_orders_all_go_back_while_frees_keep_coming()
    {
        for (uint i = 0; i < 16; i++)
            pcp.Put(i * 2, 0);
        pcp.Put(256, 2);
        Assert.Equal(0, pcp.Pages);
    }

    [Fact]
    public void While_reclaim_is_at_work_the_lists_are_kept_at_four_batches()
    {
        pcp.High = 100;
        pcp.ReclaimActive = true;
        for (uint i = 0; i < 16; i++)
            pcp.Put(i * 2, 0);
        Assert.Equal(12, pcp.Pages);
    }

    [Fact]
    public void Draining_begins_with_the_list_just_freed_to()
    {
        pcp.High = 9;
        pcp.Put(512, 1);
        pcp.Put(516, 1);
        pcp.Put(520, 1);
        pcp.Put(524, 1);
        pcp.Put(0, 0);
        // Nine pages with the mark at nine: the page just freed first, then the pairs.
        Assert.Equal([0u], FreeList(0));
        Assert.Equal([516u, 512u], FreeList(1));
    }

    [Fact]
    public void A_block_goes_back_to_the_list_it_came_from()
    {
        pcp.Refill(8, 0, MigrateType.Unmovable);
        pcp.DrainAll();
        Assert.Equal(1, buddy.Free.Count(0, MigrateType.Unmovable));
    }

    [Fact]
    public void A_block_isolated_meanwhile_goes_to_the_isolated_list()
    {
        pcp.Put(8, 0);
        blocks.SetType(8, MigrateType.Isolate);
        pcp.DrainAll();
        Assert.Equal(1, buddy.Free.Count(0, MigrateType.Isolate));
    }

    [Fact]
    public void A_page_of_CMA_waits_among_the_movable_and_goes_back_to_CMA()
    {
        blocks.SetType(0, MigrateType.Cma);
        pcp.Put(8, 0);
        pcp.Refill(20, 0, MigrateType.Movable);
        Assert.Equal(8u, pcp.Take(0, MigrateType.Movable));
        pcp.Put(8, 0);
        pcp.DrainAll();
        Assert.Equal(2, buddy.Free.Count(0, MigrateType.Cma));
        Assert.Equal(0, buddy.Free.Count(0, MigrateType.Movable));
    }

    [Fact]
    public void Pages_are_never_lost_between_the_lists_and_the_buddy() =>
        Gen.Select(Gen.Int[0, 4], Gen.Bool).Array[0, 400].Sample(steps =>
        {
            var test = new PerCpuListsTests();
            test.buddy.Put(0, 10, Type);
            test.buddy.Put(2048, 10, Type);
            var held = new Queue<(uint Pfn, int Order)>();
            long heldPages = 0;
            foreach ((int index, bool take) in steps)
            {
                int order = index == 4 ? 9 : index;
                if (take)
                {
                    uint pfn = test.pcp.Take(order, Type);
                    if (pfn == Pfn.None)
                        pfn = test.buddy.Take(order, Type);
                    if (pfn == Pfn.None)
                        continue;
                    held.Enqueue((pfn, order));
                    heldPages += 1L << order;
                }
                else if (held.TryDequeue(out (uint Pfn, int Order) block))
                {
                    test.pcp.Put(block.Pfn, block.Order);
                    heldPages -= 1L << block.Order;
                }
                Assert.Equal(2048, heldPages + test.pcp.Pages + test.buddy.FreePages);
            }
            test.pcp.DrainAll();
            Assert.Equal(0, test.pcp.Pages);
        }, iter: 300);

    private List<uint> FreeList(int order)
    {
        var pfns = new List<uint>();
        uint list = buddy.Free.List(order, Type);
        for (uint pfn = frames.First(list); pfn != list; pfn = frames.Next(pfn))
            pfns.Add(pfn);
        return pfns;
    }
}
