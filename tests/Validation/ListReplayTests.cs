using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Traces.Ftrace;
using FragSim.Validation.Agreement;
using Xunit;

namespace FragSim.Tests.Validation;

/// <summary>One zone of two pageblocks: the first unmovable and in use, the second movable and
/// free as one block.</summary>
public sealed class ListReplayTests
{
    private readonly ListReplay _replay = new(Start());

    [Fact]
    public void A_page_taken_leaves_the_rest_of_its_block_on_the_same_list()
    {
        Apply(FtraceKind.ZoneLocked, 512, 0, MigrateType.Movable);
        Assert.Equal((1, 1, 0), Takes());
        Assert.Equal(FrameState.Free(8, MigrateType.Movable), State(768));
        Assert.Equal(FrameState.Free(0, MigrateType.Movable), State(513));
        Assert.True(_replay.Pcp.Contains(512));
    }

    [Fact]
    public void A_page_that_is_not_the_head_of_its_list_is_no_hit()
    {
        Apply(FtraceKind.ZoneLocked, 512, 8, MigrateType.Movable);
        Apply(FtraceKind.PcpuDrain, 512, 8, MigrateType.Unmovable);
        Apply(FtraceKind.ZoneLocked, 512, 8, MigrateType.Movable);
        Assert.Equal((2, 1), (_replay.Tally.Takes, _replay.Tally.TakesOfHead));
    }

    [Fact]
    public void Taking_what_is_not_free_is_a_surprise()
    {
        Apply(FtraceKind.ZoneLocked, 5, 0, MigrateType.Unmovable);
        Assert.Equal((1, 0, 1), Takes());
    }

    [Fact]
    public void Small_frees_go_to_the_per_cpu_lists_and_middle_ones_to_the_buddy()
    {
        Apply(FtraceKind.Free, 0, 3);
        Apply(FtraceKind.Free, 16, 4);
        Assert.True(_replay.Pcp.Contains(0));
        Assert.Equal(FrameState.Tail, State(0));
        Assert.Equal(FrameState.Free(4, MigrateType.Unmovable), State(16));
    }

    [Theory]
    [InlineData(FtraceKind.PcpuDrain, true)]
    [InlineData(FtraceKind.Alloc, false)]
    public void A_free_that_finds_the_per_cpu_lists_locked_goes_to_the_buddy(
        object doing, bool locked)
    {
        _replay.Pcp.Add(0, 0);
        Apply((FtraceKind)doing, 0, 0);
        _replay.Apply(new FtraceRecord { Kind = FtraceKind.Free, Pfn = 32, InPcpLock = true });
        Assert.Equal((!locked, locked),
            (_replay.Pcp.Contains(32), FrameState.IsFree(State(32))));
    }

    [Fact]
    public void A_drained_page_merges_and_goes_to_the_list_that_the_event_names()
    {
        Apply(FtraceKind.Free, 0, 0);
        Apply(FtraceKind.Free, 1, 0);
        Apply(FtraceKind.PcpuDrain, 0, 0, MigrateType.Unmovable);
        Apply(FtraceKind.PcpuDrain, 1, 0, MigrateType.Reclaimable);
        Assert.Equal(FrameState.Free(1, MigrateType.Reclaimable), State(0));
        Assert.Equal(0, _replay.Pcp.Count);
    }

    [Fact]
    public void A_page_freed_unseen_is_noticed_when_its_block_is_taken()
    {
        Apply(FtraceKind.Free, 0, 0);
        Apply(FtraceKind.Free, 1, 0);
        Apply(FtraceKind.ZoneLocked, 0, 1, MigrateType.Unmovable);
        Assert.Equal(2, _replay.Tally.Settled);
        Assert.Equal(0, _replay.Tally.Surprises);
        Assert.Equal(1, _replay.Pcp.OrderOf(0));
    }

    [Fact]
    public void A_captured_page_is_carved_out_of_the_block_that_holds_it()
    {
        Apply(FtraceKind.Alloc, 640, 7);
        Assert.Equal(1, _replay.Tally.Captured);
        Assert.Equal(FrameState.Tail, State(640));
        Assert.Equal(FrameState.Free(7, MigrateType.Movable), State(512));
        Assert.Equal(FrameState.Free(8, MigrateType.Movable), State(768));
    }

    [Fact]
    public void An_isolated_block_is_gone_from_the_lists()
    {
        Apply(FtraceKind.IsolateFree, 512, 9);
        Assert.Equal(0, _replay.Machine.FreePages);
        Assert.Equal(0, _replay.Tally.Surprises);
    }

    [Fact]
    public void A_whole_pageblock_changes_lists_and_type_with_its_owner()
    {
        Apply(FtraceKind.Extfrag, 512, 9, MigrateType.Unmovable, owner: true);
        Assert.Equal(FrameState.Free(9, MigrateType.Unmovable), State(512));
        Assert.Equal(MigrateType.Unmovable, _replay.Machine.Pageblocks.TypeOf(512));
    }

    [Fact]
    public void A_small_movable_fallback_moves_one_block_and_an_unmovable_one_all_free_ones()
    {
        Apply(FtraceKind.Free, 16, 4);
        Apply(FtraceKind.Free, 64, 4);
        Apply(FtraceKind.Extfrag, 16, 3, MigrateType.Movable);
        Assert.Equal(MigrateType.Movable, FrameState.FreeType(State(16)));
        Assert.Equal(MigrateType.Unmovable, FrameState.FreeType(State(64)));
        Apply(FtraceKind.Extfrag, 16, 4, MigrateType.Reclaimable);
        Assert.Equal(MigrateType.Reclaimable, FrameState.FreeType(State(16)));
        Assert.Equal(MigrateType.Reclaimable, FrameState.FreeType(State(64)));
    }

    [Fact]
    public void A_block_across_the_end_of_the_zone_is_in_none()
    {
        Assert.True(_replay.Holds(1023, 0));
        Assert.False(_replay.Holds(1023, 1));
        Assert.False(_replay.Holds(1024, 0));
    }

    private byte State(uint pfn) => _replay.Machine.Frames.State[pfn];

    private (long, long, long) Takes() =>
        (_replay.Tally.Takes, _replay.Tally.TakesOfHead, _replay.Tally.Surprises);

    private void Apply(FtraceKind kind, uint pfn, byte order,
        MigrateType type = MigrateType.Unmovable, bool owner = false) =>
        _replay.Apply(new FtraceRecord
        {
            Kind = kind,
            Pfn = pfn,
            Order = order,
            Mobility = type,
            ChangesOwnership = owner,
        });

    private static StartState Start() => new()
    {
        Zones = [new ZoneSpan("Normal", 0, 1024)],
        Blocks = [],
        FreeLists = [new StartList("Normal", 9, MigrateType.Movable, [512])],
        PcpLists = [],
        Pageblocks = [(0, MigrateType.Unmovable, false), (512, MigrateType.Movable, false)],
        Tuning = [],
        Settings = new Dictionary<string, string>(),
    };
}
