namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>How much compaction may wait (<c>enum migrate_mode</c>).</summary>
internal enum CompactMode : byte
{
    /// <summary>Never: gives up on a block at the first page that cannot move.</summary>
    Async,
    /// <summary>For locks, not for writeback.</summary>
    SyncLight,
    /// <summary>For everything.</summary>
    Sync,
}

/// <summary>What came of compacting a zone, in the kernel's order of preference
/// (<c>enum compact_result</c>).</summary>
internal enum CompactResult : byte
{
    /// <summary>Too little free memory to work with, or no fragmentation.</summary>
    Skipped,
    /// <summary>Put off after earlier failures.</summary>
    Deferred,
    /// <summary>The scanners met after going over the whole zone.</summary>
    Complete,
    /// <summary>The scanners met after a part of the zone.</summary>
    PartialSkipped,
    /// <summary>No target page was left for what had been isolated.</summary>
    Contended,
    /// <summary>A block of the order is there.</summary>
    Success,
}
