using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>The order of lists, as <c>mm/page_alloc.c</c> keeps it.</summary>
public sealed class BuddyTests
{
    private const MigrateType Type = MigrateType.Movable;

    private readonly Frames frames = new(4096, FreeLists.ListsNeeded);
    private readonly Pageblocks blocks = new(4096, 9);

    [Fact]
    public void Freeing_both_buddies_merges_them()
    {
        Buddy buddy = Make();
        buddy.Put(0, 3, Type);
        buddy.Put(8, 3, Type);
        Assert.Equal([0u], List(buddy, 4));
        Assert.Empty(List(buddy, 3));
        Assert.Equal(16, buddy.FreePages);
    }

    [Fact]
    public void Merging_goes_on_up_to_the_largest_order_and_no_further()
    {
        Buddy buddy = Make();
        buddy.Put(0, 10, Type);
        buddy.Put(1024, 10, Type);
        Assert.Equal([1024u, 0u], List(buddy, 10));
    }

    [Fact]
    public void Neighbours_that_are_not_buddies_stay_apart()
    {
        Buddy buddy = Make();
        buddy.Put(1, 0, Type);
        buddy.Put(2, 0, Type);
        Assert.Equal([2u, 1u], List(buddy, 0));
    }

    [Fact]
    public void Splitting_hands_out_the_lowest_part_and_keeps_the_upper_halves()
    {
        Buddy buddy = Make();
        buddy.Put(1024, 10, Type);
        Assert.Equal(1024u, buddy.Take(7, Type));
        Assert.Equal([1536u], List(buddy, 9));
        Assert.Equal([1280u], List(buddy, 8));
        Assert.Equal([1152u], List(buddy, 7));
        Assert.Equal(1024 - 128, buddy.FreePages);
    }

    [Fact]
    public void Remainders_go_to_the_head_of_their_lists()
    {
        Buddy buddy = Make();
        buddy.Put(2048, 2, Type);
        buddy.Put(0, 4, Type);
        buddy.Put(512, 3, Type);
        Assert.Equal(2048u, buddy.Take(2, Type));
        Assert.Equal(512u, buddy.Take(1, Type));
        Assert.Equal([516u], List(buddy, 2));
        Assert.Equal(516u, buddy.Take(2, Type));
        Assert.Equal(0u, buddy.Take(2, Type));
        Assert.Equal([4u], List(buddy, 2));
    }

    [Fact]
    public void The_smallest_sufficient_block_is_taken_even_if_a_larger_was_freed_later()
    {
        Buddy buddy = Make();
        buddy.Put(512, 3, Type);
        buddy.Put(0, 5, Type);
        Assert.Equal(512u, buddy.Take(2, Type));
    }

    [Fact]
    public void The_block_freed_last_is_taken_first()
    {
        Buddy buddy = Make();
        buddy.Put(0, 0, Type);
        buddy.Put(100, 0, Type);
        Assert.Equal(100u, buddy.Take(0, Type));
        Assert.Equal(0u, buddy.Take(0, Type));
        Assert.Equal(Pfn.None, buddy.Take(0, Type));
    }

    [Fact]
    public void A_block_likely_to_merge_goes_to_the_tail()
    {
        Buddy buddy = Make();
        buddy.Put(16, 0, Type);
        buddy.Put(2, 1, Type);
        // The pair 2-3 is free: were page 1 freed too, page 0 would soon be part of four.
        buddy.Put(0, 0, Type);
        Assert.Equal([16u, 0u], List(buddy, 0));
    }

    [Fact]
    public void A_plain_stack_puts_it_at_the_head_all_the_same()
    {
        Buddy buddy = Make(Placement.Head);
        buddy.Put(16, 0, Type);
        buddy.Put(2, 1, Type);
        buddy.Put(0, 0, Type);
        Assert.Equal([0u, 16u], List(buddy, 0));
    }

    [Fact]
    public void From_order_nine_on_merging_is_not_guessed()
    {
        Buddy buddy = Make();
        buddy.Put(1024, 10, Type);
        buddy.Put(3072, 9, Type);
        buddy.Put(0, 9, Type);
        Assert.Equal([0u, 3072u], List(buddy, 9));
    }

    [Fact]
    public void Boot_and_isolation_put_at_the_tail_in_any_case()
    {
        Buddy buddy = Make();
        buddy.Put(0, 3, Type, toTail: true);
        buddy.Put(64, 3, Type, toTail: true);
        Assert.Equal([0u, 64u], List(buddy, 3));
    }

    [Fact]
    public void Whole_pageblocks_merge_across_types_that_fall_back_to_each_other()
    {
        Buddy buddy = Make();
        blocks.SetType(0, MigrateType.Unmovable);
        blocks.SetType(512, MigrateType.Movable);
        buddy.Put(0, 9, MigrateType.Unmovable);
        buddy.Put(512, 9, MigrateType.Movable);
        Assert.Equal([0u], List(buddy, 10));
    }

    [Theory]
    [InlineData(MigrateType.Cma)]
    [InlineData(MigrateType.Isolate)]
    [InlineData(MigrateType.HighAtomic)]
    public void Whole_pageblocks_kept_for_a_purpose_merge_with_no_other(MigrateType kept)
    {
        Buddy buddy = Make();
        blocks.SetType(0, kept);
        blocks.SetType(512, MigrateType.Movable);
        buddy.Put(0, 9, kept);
        buddy.Put(512, 9, MigrateType.Movable);
        Assert.Empty(List(buddy, 10));
        Assert.Equal(1, buddy.Free.Count(9, kept));
    }

    [Fact]
    public void Two_pageblocks_of_the_same_purpose_do_merge()
    {
        Buddy buddy = Make();
        blocks.SetType(0, MigrateType.Cma);
        blocks.SetType(512, MigrateType.Cma);
        buddy.Put(0, 9, MigrateType.Cma);
        buddy.Put(512, 9, MigrateType.Cma);
        Assert.Equal(1, buddy.Free.Count(10, MigrateType.Cma));
    }

    [Fact]
    public void A_zone_does_not_merge_with_what_lies_beyond_it()
    {
        var lower = new Buddy(frames, blocks, 0, 512, Placement.Kernel);
        lower.Put(0, 9, Type);
        frames.State[512] = FrameState.Free(9, Type);
        Assert.Equal(0u, lower.Take(9, Type));
        lower.Put(0, 9, Type);
        Assert.Equal(1, lower.Free.Count(9, Type));
    }

    [Fact]
    public void A_separated_block_lands_on_the_lists_of_its_own_pageblocks()
    {
        Buddy buddy = Make();
        blocks.SetType(512, MigrateType.Reclaimable);
        buddy.Put(0, 10, MigrateType.Movable);
        buddy.Separate(0, 9);
        Assert.Equal(0, buddy.Free.Count(10, Type));
        Assert.Equal(1, buddy.Free.Count(9, MigrateType.Reclaimable));
        Assert.Equal(1024, buddy.FreePages);
    }

    private Buddy Make(Placement placement = Placement.Kernel)
    {
        for (uint at = 0; at < 4096; at += 512)
            blocks.SetType(at, Type);
        return new Buddy(frames, blocks, 0, 4096, placement);
    }

    private List<uint> List(Buddy buddy, int order)
    {
        var pfns = new List<uint>();
        uint list = buddy.Free.List(order, Type);
        for (uint pfn = frames.First(list); pfn != list; pfn = frames.Next(pfn))
            pfns.Add(pfn);
        return pfns;
    }
}
