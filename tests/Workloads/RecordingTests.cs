using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class RecordingTests
{
    [Fact]
    public void Every_managed_page_at_the_start_is_free_or_in_use_and_no_other_is()
    {
        StartState start = RecordingFolder.Open(TestFiles.BootIdle).Start;
        Assert.Equal([("DMA", 3840), ("DMA32", 148542)],
            start.Zones.Select(z => (z.Name, PagesIn(start, z))));
    }

    [Fact]
    public void Lists_pageblocks_and_limits_at_the_start_are_the_kernels()
    {
        StartState start = RecordingFolder.Open(TestFiles.BootIdle).Start;
        Assert.Equal(1348, start.PcpLists.Sum(l => l.Pfns.Length << l.Order));
        StartList dma = start.FreeLists.Single(l => l is { Zone: "DMA", Order: 10 });
        Assert.Equal([0x400u, 0x800u, 0xc00u], dma.Pfns);
        Assert.Equal(26 + 1, start.Pageblocks.Count(p => p.Type == MigrateType.Unmovable));
        ZoneTuning tuning = start.Tuning.Single(t => t.Zone == "DMA32");
        Assert.True(tuning is { Min: > 0, PcpHigh: > 0, PcpBatch: > 0 }
            && tuning.Min < tuning.Low && tuning.Low < tuning.High);
        Assert.Equal(5, tuning.Protection.Length);
    }

    [Fact]
    public void Blocks_at_the_start_have_the_use_and_order_that_the_page_flags_tell()
    {
        StartState start = RecordingFolder.Open(TestFiles.BootIdle).Start;
        Assert.Equal(Enumerable.Range(0, start.Blocks.Count).Select(i => (uint)i),
            start.Blocks.Select(b => b.Id));
        ILookup<PageSource, StartBlock> by = start.Blocks.ToLookup(b => b.Source);
        Assert.Equal(1288 + 1011, by[PageSource.Slab].Count());
        Assert.Equal(1288 + 1011 + 1329, by[PageSource.Slab].Sum(b => 1 << b.Order));
        Assert.Equal(13, by[PageSource.PageTable].Count());
        Assert.Equal(35, by[PageSource.PageCache].Count());
        Assert.Equal(1124 + 191 + 81 + 72 + 11 + 5, by[PageSource.Anon].Count());
        Assert.All(by[PageSource.Anon], b => Assert.True(b.Flags.HasFlag(PageFlags.Lru)));
        Assert.Contains(by[PageSource.Slab], b => b.Mobility == MigrateType.Reclaimable);
    }

    [Fact]
    public void Settings_of_the_recorded_kernel_are_under_its_names()
    {
        var settings = RecordingFolder.Open(TestFiles.BootIdle).Settings;
        Assert.Equal("500", settings["extfrag_threshold"]);
        Assert.Equal("madvise", settings["thp_defrag"]);
        Assert.Equal("0", settings["page_group_by_mobility_disabled"]);
        Assert.Equal("madvise", settings["transparent_hugepage"]);
        Assert.StartsWith("Linux version 6.1", settings["version"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_tells_its_marks_phases_and_results()
    {
        Recording recording = RecordingFolder.Open(TestFiles.BootIdle);
        Assert.Equal("boot-idle", recording.Name);
        Assert.Equal(["00-start", "05-mid", "11-rest-thp-held", "99-end"], recording.Marks);
        Assert.Equal(["rest-thp"], recording.Phases);
        Assert.Equal(20, recording.Requests.Count(r => r.Granted && r.LatencyNs > 280_000));
    }

    [Fact]
    public void A_recording_asks_for_every_request_once_and_explains_every_page()
    {
        using RecordingSource source = RecordingFolder.Open(TestFiles.BootIdle).OpenEvents();
        List<PageEvent> events = MiniRecording.ReadAll(source);
        Assert.Equal(20, events.Count(e => e.Op == EventOp.Request));
        Assert.Equal(4, events.Count(e => e.Op == EventOp.Snapshot));
        Assert.Equal(16350 - 20, source.Tally.Allocs);
        Assert.Equal(0, source.Tally.LostEvents + source.Tally.UnknownEvents);
        Assert.Equal(["00-start", "05-mid", "rest-thp", "11-rest-thp-held", "99-end"],
            source.Names);
    }

    [Fact]
    public void Replayed_pages_are_those_in_use_at_the_last_snapshot()
    {
        // The end state is read from its own snapshot, so this checks the whole translation.
        Recording recording = RecordingFolder.Open(TestFiles.BootIdle);
        using RecordingSource source = recording.OpenEvents();
        LivePages live = new(recording);
        foreach (PageEvent e in MiniRecording.ReadAll(source))
            live.Apply(e, source.Names);
        StartState end = RecordingFolder.Open(TestFiles.BootIdle, "99-end").Start;
        long inUse = end.Blocks.Sum(b => 1L << b.Order);
        Assert.Equal(inUse, live.Pages);
    }

    [Fact]
    public void A_recording_can_start_at_a_later_snapshot()
    {
        using RecordingSource source =
            RecordingFolder.Open(TestFiles.BootIdle, "11-rest-thp-held").OpenEvents();
        List<PageEvent> events = MiniRecording.ReadAll(source);
        Assert.Equal(EventOp.Snapshot, events[0].Op);
        Assert.DoesNotContain(events, e => e.Op == EventOp.Request);
        Assert.Equal(["11-rest-thp-held", "99-end"], source.Names);
    }

    [Fact]
    public void A_trace_without_snapshots_is_refused_with_what_is_missing()
    {
        using TempFolder folder = new();
        string path = folder.File("lone.ftrace.txt", "# tracer: nop\n");
        InputException error = Assert.Throws<InputException>(() => RecordingFolder.Open(path));
        Assert.Contains("has no snap/ beside it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_snapshot_is_refused_with_those_there_are()
    {
        InputException error = Assert.Throws<InputException>(
            () => RecordingFolder.Open(TestFiles.BootIdle, "07-other"));
        Assert.EndsWith("has no snapshot '07-other'; it has 00-start, 05-mid, 11-rest-thp-held, "
            + "99-end", error.Message, StringComparison.Ordinal);
    }

    private static long PagesIn(StartState start, ZoneSpan zone) =>
        start.FreeLists.Concat(start.PcpLists).Where(l => l.Zone == zone.Name)
            .Sum(l => (long)l.Pfns.Length << l.Order)
        + start.Blocks.Where(b => b.Pfn >= zone.Start && b.Pfn < zone.End).Sum(b => 1L << b.Order);
}
