namespace FragSim.Sim.Base;

/// <summary>Causes of waiting, in the order of the CSV columns.</summary>
public enum StallCause : byte
{
    /// <summary>Scanning frames for pages to move or to fill.</summary>
    Scan,
    /// <summary>Unmapping, copying and remapping pages.</summary>
    Migrate,
    /// <summary>Dropping pages from LRU lists.</summary>
    Reclaim,
    /// <summary>Waiting for dirty pages to reach the disk, or for swap.</summary>
    Writeback,
    /// <summary>Zeroing the page for the caller.</summary>
    Zero,
    /// <summary>Zone-lock work beyond the fast path: fallback, claiming blocks, draining.</summary>
    Lock,
}

/// <summary>Nanoseconds that one caller waited, by cause. The sum of the parts is the stall.
/// </summary>
public struct Stall
{
    /// <summary>Number of causes: those of <see cref="StallCause"/>.</summary>
    public const int Causes = 6;

    /// <summary>Time for <see cref="StallCause.Scan"/>.</summary>
    public long ScanNs;
    /// <summary>Time for <see cref="StallCause.Migrate"/>.</summary>
    public long MigrateNs;
    /// <summary>Time for <see cref="StallCause.Reclaim"/>; looks at LRU pages are in it.</summary>
    public long ReclaimNs;
    /// <summary>Time for <see cref="StallCause.Writeback"/>.</summary>
    public long WritebackNs;
    /// <summary>Time for <see cref="StallCause.Zero"/>.</summary>
    public long ZeroNs;
    /// <summary>Time for <see cref="StallCause.Lock"/>.</summary>
    public long LockNs;

    /// <summary>The whole stall: the sum over all causes.</summary>
    public readonly long TotalNs =>
        ScanNs + MigrateNs + ReclaimNs + WritebackNs + ZeroNs + LockNs;

    /// <summary>The part of one cause, in ns.</summary>
    public readonly long this[StallCause cause] => cause switch
    {
        StallCause.Scan => ScanNs,
        StallCause.Migrate => MigrateNs,
        StallCause.Reclaim => ReclaimNs,
        StallCause.Writeback => WritebackNs,
        StallCause.Zero => ZeroNs,
        _ => LockNs,
    };
}
