namespace FragSim.Sim.Base;

/// <summary>Counters of <c>/proc/vmstat</c> that the model keeps, each under its kernel meaning.
/// <see cref="VmCounters.KernelName"/> gives the kernel's spelling.</summary>
public enum VmCounter
{
    PgallocTotal, Pgfree, AllocstallNormal, PgscanKswapd, PgscanDirect, PgstealKswapd,
    PgstealDirect, PgactivateTotal, PgdeactivateTotal, PswpOut, WorkingsetRefaultFile,
    PgmigrateSuccess, PgmigrateFail, CompactMigrateScanned, CompactFreeScanned, CompactIsolated,
    CompactStall, CompactFail, CompactSuccess, CompactDaemonWake, CompactDaemonMigrateScanned,
    CompactDaemonFreeScanned, ThpFaultAlloc, ThpFaultFallback, HtlbBuddyAllocSuccess,
    HtlbBuddyAllocFail, Extfrag, ExtfragOwnershipChanged, AllocFailedBase, CacheHit, CacheMiss,
    NrDirtied, NrWritten, PcpDrained, FreeSkipped,
    ReservationMade, ReservationPromoted, ReservationPreempted,
}

/// <summary>One value per <see cref="VmCounter"/>.</summary>
public sealed class VmCounters
{
    public static readonly int Count = Enum.GetValues<VmCounter>().Length;

    private readonly long[] values = new long[Count];

    public long this[VmCounter counter]
    {
        get => values[(int)counter];
        set => values[(int)counter] = value;
    }

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
