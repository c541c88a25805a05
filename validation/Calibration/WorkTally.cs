using FragSim.Sim.Base;
using FragSim.Traces.Ftrace;

namespace FragSim.Validation.Calibration;

/// <summary>Counts the work that events tell of, event by event.</summary>
internal sealed class WorkTally
{
    private readonly long[] _done = new long[MeasuredRequest.Kinds];

    private bool _reclaims;

    public void Clear()
    {
        Array.Clear(_done);
        _reclaims = false;
    }

    public long[] Done() => [.. _done];

    public void Saw(ReadOnlySpan<byte> name, FtraceFields fields)
    {
        if (name.SequenceEqual("mm_page_pcpu_drain"u8))
            Add(Work.PcpDrained, 1);
        else if (name.SequenceEqual("mm_page_alloc_zone_locked"u8))
            Take(fields);
        else if (name.SequenceEqual("mm_page_alloc_extfrag"u8))
            Add(Work.Fallbacks, 1);
        else if (name.SequenceEqual("fs_isolate_free"u8))
            Add(Work.FreeBlocksIsolated, 1);
        else if (name.StartsWith("mm_compaction_"u8))
            Compaction(name["mm_compaction_".Length..], fields);
        else if (name.SequenceEqual("mm_migrate_pages"u8))
            Migration(fields);
        else if (name.SequenceEqual("mm_vmscan_lru_shrink_inactive"u8))
            Shrink(fields);
        else if (name.StartsWith("mm_vmscan_write"u8))
            Add(Work.PagesWritten, 1);
        else if (name.StartsWith("mm_vmscan_direct_reclaim_"u8))
            _reclaims = name.EndsWith("begin"u8);
    }

    private void Take(FtraceFields fields)
    {
        int order = (int)fields.Number("order="u8, Order.MaxBuddy);
        Add(Work.BuddyTakes, 1);
        Add(Work.HugePagesTaken, order > Order.Costly ? Order.Pages(order) : 0);
    }

    /// <summary>A zone that suits compaction is not reclaimed from.</summary>
    private static bool Goes(ReadOnlySpan<byte> suits) =>
        suits.SequenceEqual("continue"u8) || suits.SequenceEqual("success"u8);

    private void Compaction(ReadOnlySpan<byte> name, FtraceFields fields)
    {
        if (name.SequenceEqual("begin"u8))
            Add(Work.CompactionRuns, 1);
        else if (name.SequenceEqual("try_to_compact_pages"u8))
            Add(Work.CompactionCalls, 1);
        else if (name.SequenceEqual("isolate_freepages"u8))
            Add(Work.FramesScanned, Count(ref fields, "nr_scanned="u8));
        else if (name.SequenceEqual("suitable"u8))
            Add(Work.ReclaimRounds, _reclaims && !Goes(fields.Word("ret="u8)) ? 1 : 0);
        else if (name.SequenceEqual("isolate_migratepages"u8))
        {
            Add(Work.FramesScanned, Count(ref fields, "nr_scanned="u8));
            Add(Work.PagesPutBack, Count(ref fields, "nr_taken="u8));
        }
    }

    /// <summary>What was isolated and then moved was not put back.</summary>
    private void Migration(FtraceFields fields)
    {
        long moved = Count(ref fields, "nr_succeeded="u8);
        Add(Work.PagesMigrated, moved);
        Add(Work.PagesPutBack, -moved);
    }

    private void Shrink(FtraceFields fields)
    {
        Add(Work.LruBatches, 1);
        Add(Work.LruScanned, Count(ref fields, "nr_scanned="u8));
        Add(Work.PagesReclaimed, Count(ref fields, "nr_reclaimed="u8));
        Add(Work.LruActivated, Count(ref fields, "nr_activate_anon="u8)
            + Count(ref fields, "nr_activate_file="u8));
    }

    private static long Count(ref FtraceFields fields, ReadOnlySpan<byte> name) =>
        fields.Number(name, int.MaxValue);

    private void Add(Work work, long amount) => _done[(int)work] += amount;
}
