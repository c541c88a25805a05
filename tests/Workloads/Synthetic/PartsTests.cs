using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class PartsTests
{
    private readonly FakeMachine machine = new();
    private readonly Pages pages = new(new IdPool(10_000));

    public PartsTests() => pages.Attach(machine);

    [Fact]
    public void Popularity_falls_with_rank_as_one_over_it()
    {
        var zipf = new Zipf(100);
        var rng = new Rng(1);
        var drawn = new int[100];
        for (int i = 0; i < 100_000; i++)
            drawn[zipf.Draw(rng)]++;
        Assert.InRange((double)drawn[0] / drawn[1], 1.9, 2.1);
        Assert.InRange((double)drawn[0] / drawn[9], 9, 11);
        Assert.True(drawn[99] > 0);
    }

    [Fact]
    public void Of_one_item_it_draws_that_one() => Assert.Equal(0, new Zipf(1).Draw(new Rng(1)));

    [Fact]
    public void The_id_freed_last_is_used_next()
    {
        var ids = new IdPool(5);
        Assert.Equal(5u, ids.Take());
        Assert.Equal(6u, ids.Take());
        ids.Return(5);
        ids.Return(6);
        Assert.Equal([6u, 5u, 7u], [ids.Take(), ids.Take(), ids.Take()]);
    }

    [Fact]
    public void What_a_request_cost_moves_its_actors_clock()
    {
        machine.StallNs = 70;
        pages.NowNs = 1000;
        pages.Allocate(0, MigrateType.Movable, PageSource.Anon);
        Assert.Equal(1070, pages.NowNs);
    }

    [Fact]
    public void One_object_left_keeps_the_whole_slab()
    {
        var cache = new SlabCache(pages, 4, 1, MigrateType.Reclaimable);
        int[] slabs = [.. Enumerable.Range(0, 8).Select(_ => cache.Allocate())];
        Assert.Equal(2, machine.Held.Count);
        Assert.Equal(0, cache.Free(slabs[0]) + cache.Free(slabs[1]) + cache.Free(slabs[2]));
        Assert.Equal(2, machine.Held.Count);
        Assert.Equal(2, cache.Free(slabs[3]));
        Assert.Single(machine.Held);
        Assert.Equal(4, cache.Objects);
    }

    [Fact]
    public void A_slab_with_room_is_used_before_another_is_made()
    {
        var cache = new SlabCache(pages, 4, 0, MigrateType.Unmovable);
        int[] slabs = [.. Enumerable.Range(0, 8).Select(_ => cache.Allocate())];
        cache.Free(slabs[1]);
        Assert.Equal(slabs[1], cache.Allocate());
        Assert.Equal(2, machine.Held.Count);
    }

    [Fact]
    public void Without_memory_there_is_no_object()
    {
        var empty = new Pages(new IdPool(0));
        empty.Attach(new FakeMachine(0));
        Assert.Equal(-1, new SlabCache(empty, 4, 0, MigrateType.Unmovable).Allocate());
    }

    [Fact]
    public void Reading_a_file_fills_the_cache_once()
    {
        var files = new FileSet(pages, [3, 70], 0);
        files.Read(1);
        int allocated = machine.Count(EventOp.Alloc);
        // Seventy pages, two index nodes in one slab, an inode and a dentry.
        Assert.Equal(73, allocated);
        files.Read(1);
        Assert.Equal(allocated, machine.Count(EventOp.Alloc));
    }

    [Fact]
    public void A_file_is_read_until_a_page_gets_no_memory()
    {
        var small = new FakeMachine(23);
        var few = new Pages(new IdPool(70));
        few.Attach(small);
        new FileSet(few, [70], 0).Read(0);
        // A slab of inodes, one of dentries and one of index nodes; ten pages, and one in vain.
        Assert.Equal(14, small.Count(EventOp.Alloc));
    }

    [Fact]
    public void A_page_that_reclaim_took_is_read_again()
    {
        var files = new FileSet(pages, [3], 0);
        files.Read(0);
        machine.Reclaim(1);
        int before = machine.Count(EventOp.Alloc);
        files.Read(0);
        Assert.Equal(before + 1, machine.Count(EventOp.Alloc));
    }

    [Fact]
    public void What_was_written_is_clean_again_after_half_a_minute()
    {
        var files = new FileSet(pages, [3], 0);
        files.Write(0);
        pages.NowNs = 29_000_000_000;
        files.Flush();
        Assert.Equal(0, machine.Count(EventOp.Clean));
        pages.NowNs = 30_000_000_000;
        files.Flush();
        Assert.Equal(3, machine.Count(EventOp.Clean));
    }

    [Fact]
    public void A_deleted_file_leaves_nothing_unless_somebody_has_it_open()
    {
        var files = new FileSet(pages, [3, 100], 0);
        files.Read(0);
        files.Read(1);
        files.Delete(0, stillOpen: false);
        files.Delete(1, stillOpen: true);
        // The open file's inode and dentry stay, each in its slab.
        Assert.Equal(2, machine.Held.Count);
        Assert.Equal(0, files.FreeableObjects);
    }

    [Fact]
    public void A_file_s_inode_and_name_are_read_into_memory_that_the_kernel_can_use()
    {
        FileSet files = WithMetadata();
        files.Read(0);
        Assert.Equal(2, machine.Events.Count(
            e => e.Op == EventOp.Alloc && (e.Effort & Effort.LowZones) != 0));
    }

    [Fact]
    public void A_block_changed_stays_where_it_is_until_the_journal_is_committed()
    {
        FileSet files = WithMetadata();
        files.Read(0);
        files.Read(1);
        Assert.Equal(1, machine.Count(EventOp.Pin));
        Assert.Equal(0, machine.Count(EventOp.Unpin));
        files.Flush();
        Assert.Equal(1, machine.Count(EventOp.Unpin));
        Assert.Equal(1, machine.Count(EventOp.Dirty));
        pages.NowNs = 30_000_000_000;
        files.Flush();
        Assert.Equal(1, machine.Count(EventOp.Clean));
    }

    [Fact]
    public void A_file_written_changes_its_inode_and_its_directory()
    {
        FileSet files = WithMetadata();
        files.Write(0);
        Assert.Equal(2, machine.Count(EventOp.Pin));
    }

    private FileSet WithMetadata()
    {
        uint first = pages.Reserve(2);
        return new FileSet(pages, [1, 1], first) { Metadata = new Metadata(pages, 2) };
    }

    [Fact]
    public void Shrinking_frees_inodes_and_dentries_not_in_use_lately_and_no_pages()
    {
        var files = new FileSet(pages, [.. Enumerable.Repeat(1, 60)], 0);
        for (int i = 0; i < 60; i++)
            files.Read(i);
        Assert.Equal(120, files.FreeableObjects);
        long freed = files.Shrink(120);
        Assert.Equal(0, files.FreeableObjects);
        // Three slabs of inodes of eight pages, three of dentries of one.
        Assert.Equal(27, freed);
        Assert.Equal(60, machine.Held.Count);
    }

    [Fact]
    public void Sources_are_compiled_in_turn_and_each_has_its_object()
    {
        var roles = new FileRoles(21);
        int[] sources = [.. Enumerable.Range(0, 18).Select(_ => roles.NextSource())];
        Assert.Equal(sources[..9], sources[9..]);
        Assert.Equal(9, sources[..9].Distinct().Count());
        Assert.All(sources, s => Assert.InRange(roles.ObjectOf(s), 0, 20));
        Assert.Empty(sources.Intersect(sources.Select(roles.ObjectOf)));
    }
}
