using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Workloads.KernelTraces;

public sealed class KernelTextTests
{
    private const string Head = "             cc1-100     [000] ...1.   ";
    private const string Free = "mm_page_free: page=00000000ad90b1a9 pfn=0x1000 order=0";

    private static readonly string[] Alloc =
        [Head + "11.000001: mm_page_alloc: page=00000000ad90b1a9 pfn=0x1000 order=0 migratetype=1 "
            + "gfp_flags=GFP_HIGHUSER_MOVABLE"];

    public static TheoryData<string, MigrateType> Spellings => new()
    {
        { Head + "11.0: mm_page_alloc: page=ffffea0000040000 pfn=4096 order=0 migratetype=2 "
            + "gfp_flags=GFP_HIGHUSER_MOVABLE", MigrateType.Movable },
        { Head + "11.0: mm_page_alloc: page=ffffea0000040000 pfn=4096 order=0 migratetype=1 "
            + "gfp_flags=GFP_KERNEL|__GFP_RECLAIMABLE", MigrateType.Reclaimable },
        { Head + "11.0: mm_page_alloc: pfn=0x1000 order=0 migratetype=1 gfp_flags=GFP_USER",
            MigrateType.Movable },
        { "             cc1-100   (   90) [001] .....    11.0: mm_page_alloc: page=0 pfn=0x1000 "
            + "order=0 migratetype=0 gfp_flags=GFP_KERNEL", MigrateType.Unmovable },
        { "             cc1-100   [001]    11.000001: mm_page_alloc:        [FAILED TO PARSE] "
            + "pfn=4096 order=0 gfp_flags=0x1100cca migratetype=1", MigrateType.Movable },
        { "             cc1   100 [001]    11.000001:          1 kmem:mm_page_alloc: page=0x1000 "
            + "pfn=0x1000 order=0 migratetype=2 gfp_flags=GFP_KERNEL|__GFP_RECLAIMABLE",
            MigrateType.Reclaimable },
        { "     Web Content  99/100 [001]    11.000001:   kmem:mm_page_alloc: page=0x1000 "
            + "pfn=0x1000 order=0 migratetype=0 gfp_flags=GFP_ATOMIC", MigrateType.Unmovable },
    };

    [Theory, MemberData(nameof(Spellings))]
    public void An_allocation_is_known_however_it_is_spelt(string line, MigrateType mobility)
    {
        // The page is null in one line, which says that the allocation failed.
        string spelt = line.Replace("page=0 ", "page=1 ", StringComparison.Ordinal);
        (List<PageEvent> events, _) = Read(spelt, Head + "11.5: " + Free);
        Assert.Equal([EventOp.Alloc, EventOp.Free], events.Select(e => e.Op));
        Assert.Equal(mobility, events[0].Mobility);
        Assert.Equal(0, events[0].TimeNs);
    }

    [Theory]
    [InlineData("CPU:1 [LOST 42 EVENTS]", 42)]
    [InlineData("CPU:1 [LOST EVENTS]", 1)]
    [InlineData("CPU:1 [42 EVENTS DROPPED]", 42)]
    [InlineData("             cc1   100 [001]    11.000001: PERF_RECORD_LOST lost 42", 42)]
    public void Lost_events_are_counted_and_said(string mark, long lost)
    {
        (_, KernelTextSource source) = Read([.. Alloc, mark]);
        Assert.Equal((1, lost), (source.Tally.LostMarks, source.Tally.LostEvents));
        Assert.Contains(" lost at 1 place", TallyNotes.Of(source)[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_free_of_a_block_never_seen_is_passed_over_and_counted()
    {
        (List<PageEvent> events, KernelTextSource source) = Read(Head + "11.0: " + Free);
        Assert.Empty(events);
        Assert.Equal(1, source.Tally.FreesOfUnseen);
    }

    [Fact]
    public void A_block_that_is_freed_in_parts_goes_with_its_last_part()
    {
        string alloc = Head + "11.0: mm_page_alloc: page=1 pfn=0x1000 order=1 migratetype=0 "
            + "gfp_flags=GFP_KERNEL";
        (List<PageEvent> events, KernelTextSource source) = Read(alloc, Head + "11.1: " + Free,
            Head + "11.2: mm_page_free: page=1 pfn=0x1001 order=0");
        Assert.Equal([EventOp.Alloc, EventOp.Free], events.Select(e => e.Op));
        Assert.Equal(200_000_000, events[1].TimeNs);
        Assert.Equal(1, source.Tally.PartialFrees);
    }

    [Fact]
    public void A_block_allocated_where_another_lies_ends_that_one()
    {
        (List<PageEvent> events, KernelTextSource source) = Read([.. Alloc, .. Alloc]);
        Assert.Equal([EventOp.Alloc, EventOp.Free, EventOp.Alloc], events.Select(e => e.Op));
        Assert.Equal(1, source.Tally.SilentFrees);
    }

    [Fact]
    public void A_page_that_compaction_moves_lives_on_until_a_free_at_a_place_never_seen()
    {
        (List<PageEvent> events, KernelTextSource source) = Read([.. Alloc,
            Head + "12.0: mm_compaction_begin: zone_start=0x1 mode=sync",
            Head + "12.1: " + Free,
            Head + "12.2: mm_page_free: page=1 pfn=0x3000 order=0",
            Head + "12.3: mm_compaction_end: zone_start=0x1 status=complete",
            Head + "13.0: mm_page_free: page=1 pfn=0x2000 order=0"]);
        Assert.Equal([EventOp.Alloc, EventOp.Free], events.Select(e => e.Op));
        Assert.Equal(events[0].Id, events[1].Id);
        Assert.Equal(1_999_999_000, events[1].TimeNs);
        Assert.Equal((1, 1, 0),
            (source.Tally.Moved, source.Tally.Rematched, source.Tally.FreesOfUnseen));
    }

    [Theory]
    [InlineData("kswapd0-35", EventFlags.RecordedReclaim)]
    [InlineData("cc1-100", EventFlags.None)]
    public void Frees_of_kswapd_are_those_of_reclaim(string task, EventFlags flags)
    {
        (List<PageEvent> events, _) =
            Read([.. Alloc, $"{task.Split('-')[0],16}-{task.Split('-')[1],-7} [000] ...1. 12.0: "
                + Free]);
        Assert.Equal(flags, events[1].Flags);
    }

    [Fact]
    public void Two_attempts_of_a_fault_are_one_request_and_a_refused_one_is_given_back_at_once()
    {
        const string Failed = "mm_page_alloc: page=0000000000000000 pfn=0x0 order=9 migratetype=1 "
            + "gfp_flags=GFP_TRANSHUGE";
        (List<PageEvent> events, KernelTextSource source) = Read(
            Head + "11.0: " + Failed, Head + "11.1: " + Failed,
            Alloc[0].Replace("11.000001", "11.2", StringComparison.Ordinal));
        Assert.Equal([EventOp.Request, EventOp.Free, EventOp.Alloc], events.Select(e => e.Op));
        Assert.Equal(Effort.Thp | Effort.Zero | Effort.Direct, events[0].Effort);
        Assert.Equal(1, source.Tally.Requests);
    }

    [Fact]
    public void Events_of_several_CPUs_are_put_in_order_of_time()
    {
        (List<PageEvent> events, KernelTextSource source) =
            Read(Head + "11.000009: " + Free, Alloc[0]);
        Assert.Equal([EventOp.Alloc, EventOp.Free], events.Select(e => e.Op));
        Assert.Equal((0, 8000), (source.Tally.OutOfOrder, events[1].TimeNs));
    }

    [Fact]
    public void An_event_that_is_too_late_to_be_put_in_order_has_the_time_of_the_one_before()
    {
        IEnumerable<string> many = Enumerable.Range(0, 2000).Select(i =>
            $"{Head}12.{i:000000}: mm_page_alloc: page=1 pfn=0x{4096 + i:x} order=0 migratetype=1 "
            + "gfp_flags=GFP_USER");
        (List<PageEvent> events, KernelTextSource source) = Read([.. many, Head + "11.5: " + Free]);
        Assert.Equal(1, source.Tally.OutOfOrder);
        Assert.Equal(events.Select(e => e.TimeNs).Order(), events.Select(e => e.TimeNs));
    }

    private static (List<PageEvent> Events, KernelTextSource Source) Read(params string[] lines)
    {
        using TempFolder folder = new();
        string path = folder.File("t.txt", string.Join('\n', lines) + "\n");
        using KernelTextSource source = (KernelTextSource)TraceFormats.Open(path).OpenEvents();
        return (MiniRecording.ReadAll(source), source);
    }
}
