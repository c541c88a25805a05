namespace FragSim.Sim.Base;

/// <summary>Counters of <c>/proc/vmstat</c> that the model keeps, each under its kernel meaning.
/// <see cref="VmCounters.KernelName"/> gives the kernel's spelling.</summary>
public enum VmCounter
{
    /// <summary>Base pages allocated.</summary>
    PgallocTotal,
    /// <summary>Base pages freed.</summary>
    Pgfree,
    /// <summary>Rounds of direct reclaim, which an allocation waits for.</summary>
    AllocstallNormal,
    /// <summary>Blocks of inactive lists that kswapd looked at.</summary>
    PgscanKswapd,
    /// <summary>Blocks of LRU lists that direct reclaim looked at.</summary>
    PgscanDirect,
    /// <summary>Base pages that kswapd reclaimed.</summary>
    PgstealKswapd,
    /// <summary>Base pages that direct reclaim, or a recorded kernel, reclaimed.</summary>
    PgstealDirect,
    /// <summary>Blocks that went from the inactive to the active list.</summary>
    PgactivateTotal,
    /// <summary>Blocks that went from the active to the inactive list.</summary>
    PgdeactivateTotal,
    /// <summary>Base pages of anonymous memory written to swap.</summary>
    PswpOut,
    /// <summary>Allocations that bring back page cache which reclaim dropped.</summary>
    WorkingsetRefaultFile,
    /// <summary>Base pages that migration moved.</summary>
    PgmigrateSuccess,
    /// <summary>Blocks that migration could not move.</summary>
    PgmigrateFail,
    /// <summary>Frames that the migrate scanner looked at.</summary>
    CompactMigrateScanned,
    /// <summary>Frames that the free scanner looked at.</summary>
    CompactFreeScanned,
    /// <summary>Pages that compaction isolated, to move or to move them to.</summary>
    CompactIsolated,
    /// <summary>Direct compactions, for which an allocation waits; not those skipped.</summary>
    CompactStall,
    /// <summary>Direct compactions after which the request was not granted.</summary>
    CompactFail,
    /// <summary>Direct compactions after which the request was granted.</summary>
    CompactSuccess,
    /// <summary>Times that a background compactor (kcompactd) began to work.</summary>
    CompactDaemonWake,
    /// <summary>The part of <see cref="CompactMigrateScanned"/> by kcompactd.</summary>
    CompactDaemonMigrateScanned,
    /// <summary>The part of <see cref="CompactFreeScanned"/> by kcompactd.</summary>
    CompactDaemonFreeScanned,
    /// <summary>Requests for a transparent huge page that were granted.</summary>
    ThpFaultAlloc,
    /// <summary>Requests for a transparent huge page that were refused.</summary>
    ThpFaultFallback,
    /// <summary>Requests for a hugetlb page that were granted.</summary>
    HtlbBuddyAllocSuccess,
    /// <summary>Requests for a hugetlb page that were refused.</summary>
    HtlbBuddyAllocFail,
    /// <summary>Fallbacks to a block of another type (<c>mm_page_alloc_extfrag</c>).</summary>
    Extfrag,
    /// <summary>Of these, fallbacks that gave the pageblock the new type.</summary>
    ExtfragOwnershipChanged,
    /// <summary>Allocations refused that are not huge-page requests.</summary>
    AllocFailedBase,
    /// <summary>Touches of page cache that was in memory.</summary>
    CacheHit,
    /// <summary>Touches of page cache that was not in memory.</summary>
    CacheMiss,
    /// <summary>Pages that became dirty.</summary>
    NrDirtied,
    /// <summary>Dirty pages written to disk, by reclaim or by the workload.</summary>
    NrWritten,
    /// <summary>Not counted: always 0. <c>PerCpuLists.Drained</c> counts such blocks.</summary>
    PcpDrained,
    /// <summary>Frees of blocks that were no longer in memory.</summary>
    FreeSkipped,
    /// <summary>Pageblocks set aside for one extent of an address space.</summary>
    ReservationMade,
    /// <summary>Set-aside pageblocks of which the last base page was taken.</summary>
    ReservationPromoted,
    /// <summary>Set-aside pageblocks given back to other allocations.</summary>
    ReservationPreempted,
}

/// <summary>One value per <see cref="VmCounter"/>.</summary>
public sealed class VmCounters
{
    /// <summary>Number of counters.</summary>
    public static readonly int Count = Enum.GetValues<VmCounter>().Length;

    private readonly long[] values = new long[Count];

    /// <summary>One counter since boot.</summary>
    public long this[VmCounter counter]
    {
        get => values[(int)counter];
        set => values[(int)counter] = value;
    }

    /// <summary>All values, in the order of <see cref="VmCounter"/>.</summary>
    public long[] Copy() => (long[])values.Clone();

    /// <summary>The name in <c>/proc/vmstat</c>; counters that the kernel does not have carry the
    /// prefix <c>fragsim_</c>.</summary>
    public static string KernelName(VmCounter counter) => counter switch
    {
        VmCounter.PgallocTotal => "pgalloc_total",
        VmCounter.Pgfree => "pgfree",
        VmCounter.AllocstallNormal => "allocstall_normal",
        VmCounter.PgscanKswapd => "pgscan_kswapd",
        VmCounter.PgscanDirect => "pgscan_direct",
        VmCounter.PgstealKswapd => "pgsteal_kswapd",
        VmCounter.PgstealDirect => "pgsteal_direct",
        VmCounter.PgactivateTotal => "pgactivate",
        VmCounter.PgdeactivateTotal => "pgdeactivate",
        VmCounter.PswpOut => "pswpout",
        VmCounter.WorkingsetRefaultFile => "workingset_refault_file",
        VmCounter.PgmigrateSuccess => "pgmigrate_success",
        VmCounter.PgmigrateFail => "pgmigrate_fail",
        VmCounter.CompactMigrateScanned => "compact_migrate_scanned",
        VmCounter.CompactFreeScanned => "compact_free_scanned",
        VmCounter.CompactIsolated => "compact_isolated",
        VmCounter.CompactStall => "compact_stall",
        VmCounter.CompactFail => "compact_fail",
        VmCounter.CompactSuccess => "compact_success",
        VmCounter.CompactDaemonWake => "compact_daemon_wake",
        VmCounter.CompactDaemonMigrateScanned => "compact_daemon_migrate_scanned",
        VmCounter.CompactDaemonFreeScanned => "compact_daemon_free_scanned",
        VmCounter.ThpFaultAlloc => "thp_fault_alloc",
        VmCounter.ThpFaultFallback => "thp_fault_fallback",
        VmCounter.HtlbBuddyAllocSuccess => "htlb_buddy_alloc_success",
        VmCounter.HtlbBuddyAllocFail => "htlb_buddy_alloc_fail",
        VmCounter.Extfrag => "fragsim_extfrag",
        VmCounter.ExtfragOwnershipChanged => "fragsim_extfrag_ownership_changed",
        VmCounter.AllocFailedBase => "fragsim_base_failures",
        VmCounter.CacheHit => "fragsim_cache_hit",
        VmCounter.CacheMiss => "fragsim_cache_miss",
        VmCounter.NrDirtied => "nr_dirtied",
        VmCounter.NrWritten => "nr_written",
        VmCounter.PcpDrained => "fragsim_pcp_drained",
        VmCounter.FreeSkipped => "fragsim_free_skipped",
        VmCounter.ReservationMade => "fragsim_reservation_made",
        VmCounter.ReservationPromoted => "fragsim_reservation_promoted",
        VmCounter.ReservationPreempted => "fragsim_reservation_preempted",
        _ => throw new ArgumentOutOfRangeException(nameof(counter), counter, null),
    };
}
