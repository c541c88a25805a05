using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Compacting;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>All pages stay but a few that the test makes movable; ids are the frames where pages
/// lie at first.</summary>
public sealed class ZoneCompactorTests : FallbackBench
{
    /// <summary>A pageblock near the top, for targets.</summary>
    private const uint Top = 15_872;

    private static readonly CompactTask Everything = new(
        CompactTask.NoOrder, MigrateType.Movable, CompactMode.Sync, Direct: false, Full: true);

    private readonly ZoneCompactor compactor = new();
    private readonly ZoneProgress progress;

    public ZoneCompactorTests()
    {
        progress = new ZoneProgress(Zone);
        progress.ResetPositions();
        Zone.Watermarks.Set(0, 0, 0);
        Retype(512, 15_872, MigrateType.Unmovable);
        // Free pages to spare, where nothing is moved to.
        Put(Block, 5, MigrateType.Unmovable);
        Put(Block + 64, 5, MigrateType.Unmovable);
    }

    private Machine Machine => Bench.Machine;

    [Fact]
    public void The_page_isolated_last_moves_first_into_the_target_isolated_last()
    {
        Movable(600, 601, 605);
        Bench.Free(Top + 1);
        Bench.Free(Top + 30);
        Bench.Free(Top + 90);
        IsolateSources();
        // The next step isolates the targets, and each after it moves a page.
        Assert.True(compactor.GoesOn(out _) && compactor.Step());
        Assert.True(compactor.GoesOn(out _) && compactor.Step());
        Assert.Equal([Top + 90, 601u, 600u], Places(605, 601, 600));
        Assert.True(compactor.GoesOn(out _) && compactor.Step());
        Assert.True(compactor.GoesOn(out _) && compactor.Step());
        Assert.Equal([Top + 90, Top + 30, Top + 1], Places(605, 601, 600));
    }

    [Fact]
    public void A_block_of_targets_is_filled_from_its_end_and_the_rest_goes_back()
    {
        Movable(600, 601, 605);
        Put(Top, 3, MigrateType.Movable);
        Assert.Equal(CompactResult.Complete, Compact(Everything));
        Assert.Equal([Top + 7, Top + 6, Top + 5], Places(605, 601, 600));
        Assert.Equal(FrameState.Free(2, MigrateType.Movable), Machine.Frames.State[Top]);
        Assert.Equal(0, Machine.IsolatedPages);
    }

    [Fact]
    public void A_page_of_the_cache_that_is_held_is_isolated_but_not_moved_and_counts_as_a_failure()
    {
        Movable(600, 601, 605);
        Hold(601, PageFlags.None);
        Put(Top, 3, MigrateType.Movable);
        Compact(Everything);
        Assert.Equal([Top + 7, 601u, Top + 6], Places(605, 601, 600));
        Assert.Equal((2, 1), (Bench.Count(VmCounter.PgmigrateSuccess),
            Bench.Count(VmCounter.PgmigrateFail)));
        Assert.Equal(3 + 8, Bench.Count(VmCounter.CompactIsolated));
    }

    [Fact]
    public void An_anonymous_page_that_is_held_is_not_even_isolated()
    {
        Movable(600, 601, 605);
        Hold(601, PageFlags.Anon);
        Put(Top, 3, MigrateType.Movable);
        Compact(Everything);
        Assert.Equal([Top + 7, 601u, Top + 6], Places(605, 601, 600));
        Assert.Equal(0, Bench.Count(VmCounter.PgmigrateFail));
        Assert.Equal(2 + 8, Bench.Count(VmCounter.CompactIsolated));
    }

    [Fact]
    public void A_held_page_is_found_out_only_once_there_is_somewhere_to_move_it()
    {
        Movable(600);
        Hold(600, PageFlags.None);
        Bench.Free(Top);
        IsolateSources();
        Assert.True(compactor.GoesOn(out _));
        Assert.True(compactor.Step());
        Assert.Equal((0, 1), (Bench.Count(VmCounter.PgmigrateFail), Machine.IsolatedPages));
        compactor.GoesOn(out _);
        Assert.Equal(1, Bench.Count(VmCounter.PgmigrateFail));
    }

    [Theory]
    [InlineData(CompactMode.Async, true, true, 0)]
    [InlineData(CompactMode.Async, true, false, 32)]
    [InlineData(CompactMode.SyncLight, true, true, 32)]
    [InlineData(CompactMode.SyncLight, false, true, 32)]
    public void A_failure_costs_an_asynchronous_caller_the_rest_of_the_block_wanted(
        object mode, bool direct, bool fails, int more)
    {
        Movable([.. Enumerable.Range(640, 64).Select(i => (uint)i)]);
        if (fails)
            Hold(650, PageFlags.None);
        Put(Top, 5, MigrateType.Movable);
        Put(Top + 64, 5, MigrateType.Movable);
        compactor.Begin(Machine,
            new(6, MigrateType.Movable, (CompactMode)mode, direct, Full: false));
        compactor.Enter(progress);
        // All of the first cluster but the page that is held.
        while (Bench.Count(VmCounter.PgmigrateSuccess) < (fails ? 31 : 32))
            Assert.True(compactor.GoesOn(out _) && compactor.Step());
        Assert.Equal(fails ? 1 : 0, Bench.Count(VmCounter.PgmigrateFail));
        Assert.Equal(fails, Bench[650] == 650);
        long isolated = Bench.Count(VmCounter.CompactIsolated);
        Assert.True(compactor.GoesOn(out _) && compactor.Step());
        Assert.Equal(more, Bench.Count(VmCounter.CompactIsolated) - isolated);
    }

    [Fact]
    public void Without_targets_the_run_ends_and_one_failure_counts_for_all_that_was_isolated()
    {
        Movable(600, 601);
        Assert.Equal(CompactResult.Complete, Compact(Everything));
        Assert.Equal([600u, 601u], Places(600, 601));
        Assert.Equal(1, Bench.Count(VmCounter.PgmigrateFail));
    }

    [Fact]
    public void Pages_that_reclaim_has_isolated_cannot_be_isolated_again()
    {
        Movable(600, 601, 605);
        Zone.Lru.Add(601);
        Machine.OffLru.Isolate(601);
        Put(Top, 3, MigrateType.Movable);
        Compact(Everything);
        Assert.Equal([Top + 7, 601u, Top + 6], Places(605, 601, 600));
        Assert.Equal(2 + 8, Bench.Count(VmCounter.CompactIsolated));
    }

    [Fact]
    public void Pages_on_their_way_to_an_LRU_list_are_sent_there_first_and_move()
    {
        Movable(600);
        Machine.OffLru.Add(600);
        Put(Top, 3, MigrateType.Movable);
        Compact(Everything);
        Assert.Equal([Top + 7], Places(600));
        Assert.False(Machine.OffLru.Any);
        Assert.True((Machine.Frames.Flags[Top + 7] & PageFlags.Lru) != 0);
    }

    [Fact]
    public void A_page_that_its_owner_frees_before_its_turn_is_passed_over()
    {
        Movable(600, 601);
        Put(Top, 3, MigrateType.Movable);
        IsolateSources();
        // The next step isolates the targets.
        Assert.True(compactor.GoesOn(out _) && compactor.Step() && compactor.GoesOn(out _));
        Bench.Free(601);
        Assert.True(compactor.Step());
        Assert.Equal([Top + 7], Places(600));
        Assert.Equal(1, Bench.Count(VmCounter.PgmigrateSuccess));
    }

    [Fact]
    public void When_the_last_page_is_freed_before_its_turn_nothing_is_done_in_that_step()
    {
        Movable(600);
        IsolateSources();
        Assert.True(compactor.GoesOn(out _));
        Bench.Free(600);
        Assert.False(compactor.Step());
        Assert.True(compactor.IsRunning);
    }

    private CompactResult Compact(in CompactTask task)
    {
        CompactResult result = compactor.Compact(Machine, progress, task);
        Assert.False(compactor.IsRunning);
        return result;
    }

    /// <summary>Makes the steps of a run up to the one that isolates pages.</summary>
    private void IsolateSources()
    {
        compactor.Begin(Machine, Everything);
        compactor.Enter(progress);
        while (Bench.Count(VmCounter.CompactIsolated) == 0)
            Assert.True(compactor.GoesOn(out _) && compactor.Step());
    }

    private void Movable(params uint[] pfns)
    {
        foreach (uint pfn in pfns)
            Machine.Frames.SetAttributes(pfn, MigrateType.Movable, PageSource.PageCache);
    }

    private void Hold(uint pfn, PageFlags flags)
    {
        Machine.Frames.Flags[pfn] = flags;
        Zone.Lru.Add(pfn);
        Machine.SetPinned(pfn, true);
    }

    private uint[] Places(params uint[] ids) => [.. ids.Select(id => Bench[id])];
}
