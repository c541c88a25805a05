namespace FragSim.Traces.Ftrace;

/// <summary>Event names, the frequent ones first.</summary>
internal static class FtraceNames
{
    public static FtraceKind Kind(ReadOnlySpan<byte> name) => name.Length switch
    {
        12 when name.SequenceEqual("mm_page_free"u8) => FtraceKind.Free,
        13 when name.SequenceEqual("mm_page_alloc"u8) => FtraceKind.Alloc,
        20 when name.SequenceEqual("mm_page_free_batched"u8) => FtraceKind.FreeBatched,
        25 when name.SequenceEqual("mm_page_alloc_zone_locked"u8) => FtraceKind.ZoneLocked,
        18 when name.SequenceEqual("mm_page_pcpu_drain"u8) => FtraceKind.PcpuDrain,
        // Until Linux 3.3 the frees were two events, and some of them were written twice.
        19 when name.SequenceEqual("mm_page_free_direct"u8) => FtraceKind.Free,
        15 when name.SequenceEqual("mm_pagevec_free"u8) => FtraceKind.Free,
        10 when name.SequenceEqual("fs_migrate"u8) => FtraceKind.Migrate,
        _ => Rare(name),
    };

    /// <summary>How a round of compaction ends (<c>COMPACTION_STATUS</c> of
    /// <c>include/trace/events/mmflags.h</c>, and what it was before 4.8); the last stands for all
    /// others.</summary>
    public static IReadOnlyList<string> Statuses { get; } =
    [
        "not_suitable_zone", "skipped", "deferred", "no_suitable_page", "continue", "complete",
        "partial_skipped", "contended", "success", "partial", "other",
    ];

    private static readonly byte[][] StatusBytes =
        [.. Statuses.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>The place of a word in <see cref="Statuses"/>.</summary>
    public static byte Status(ReadOnlySpan<byte> word)
    {
        for (int i = 0; i < StatusBytes.Length; i++)
            if (word.SequenceEqual(StatusBytes[i]))
                return (byte)i;
        return (byte)(StatusBytes.Length - 1);
    }

    /// <summary>The event tells what tasks asked for, or what the kernel did for them meanwhile.
    /// </summary>
    public static bool TellsOfRequests(FtraceKind kind) => kind
        is FtraceKind.Alloc or FtraceKind.AllocFailed or FtraceKind.Free or FtraceKind.Mark
        or FtraceKind.DirectReclaimBegin or FtraceKind.DirectReclaimEnd
        or FtraceKind.CompactionBegin or FtraceKind.CompactionEnd;

    /// <summary>The line has the name of an event of pages, as far as that can be seen without what
    /// stands before it.</summary>
    public static bool AreIn(ReadOnlySpan<byte> line) =>
        line.IndexOf("mm_page_alloc: "u8) >= 0 || line.IndexOf("mm_page_free: "u8) >= 0
        || line.IndexOf("mm_page_free_direct: "u8) >= 0
        || line.IndexOf("mm_pagevec_free: "u8) >= 0;

    /// <summary>A zone's place among all there may be (<c>enum zone_type</c>).</summary>
    public static byte Zone(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("DMA"u8) => 0,
        _ when name.SequenceEqual("DMA32"u8) => 1,
        _ when name.SequenceEqual("Normal"u8) => 2,
        _ when name.SequenceEqual("HighMem"u8) => 3,
        _ => 4,
    };

    private static FtraceKind Rare(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("tracing_mark_write"u8) => FtraceKind.Mark,
        _ when name.SequenceEqual("fs_isolate_free"u8) => FtraceKind.IsolateFree,
        _ when name.SequenceEqual("fs_split"u8) => FtraceKind.Split,
        _ when name.SequenceEqual("fs_set_pageblock"u8) => FtraceKind.SetPageblock,
        _ when name.SequenceEqual("mm_page_alloc_extfrag"u8) => FtraceKind.Extfrag,
        _ when name.SequenceEqual("mm_vmscan_direct_reclaim_begin"u8) =>
            FtraceKind.DirectReclaimBegin,
        _ when name.SequenceEqual("mm_vmscan_direct_reclaim_end"u8) => FtraceKind.DirectReclaimEnd,
        _ when name.SequenceEqual("mm_vmscan_lru_shrink_inactive"u8) => FtraceKind.ShrinkInactive,
        _ when name.SequenceEqual("mm_vmscan_kswapd_wake"u8) => FtraceKind.KswapdWake,
        _ when name.SequenceEqual("mm_vmscan_wakeup_kswapd"u8) => FtraceKind.WakeupKswapd,
        _ when name.SequenceEqual("mm_vmscan_kswapd_sleep"u8) => FtraceKind.KswapdSleep,
        _ when name.SequenceEqual("mm_compaction_suitable"u8) => FtraceKind.Suitable,
        _ when name.SequenceEqual("mm_compaction_begin"u8) => FtraceKind.CompactionBegin,
        _ when name.SequenceEqual("mm_compaction_end"u8) => FtraceKind.CompactionEnd,
        _ when name.SequenceEqual("mm_compaction_isolate_migratepages"u8) =>
            FtraceKind.IsolateMigrate,
        _ when name.SequenceEqual("mm_compaction_kcompactd_sleep"u8) => FtraceKind.KcompactdSleep,
        _ when name.SequenceEqual("mm_compaction_wakeup_kcompactd"u8) =>
            FtraceKind.WakeupKcompactd,
        _ when name.StartsWith("mm_compaction_"u8) || name.StartsWith("mm_vmscan_"u8)
            || name.StartsWith("mm_migrate_pages"u8) || name.StartsWith("mm_migration_"u8)
            || name.SequenceEqual("mark_victim"u8) => FtraceKind.Background,
        _ => FtraceKind.Other,
    };
}
