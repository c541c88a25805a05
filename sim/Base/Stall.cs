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
    public const int Causes = 6;

    public long ScanNs;
    public long MigrateNs;
    public long ReclaimNs;
    public long WritebackNs;
    public long ZeroNs;
    public long LockNs;

    public readonly long TotalNs =>
        ScanNs + MigrateNs + ReclaimNs + WritebackNs + ZeroNs + LockNs;

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
