using System.Numerics;

namespace FragSim.Sim.Memory;

/// <summary>
/// The number of free pages of a zone as the kernel reads it when it looks at watermarks: a CPU
/// keeps what has changed to itself until it is more than a threshold, so the number may be off by
/// that much (<c>NR_FREE_PAGES</c>, <c>__mod_zone_page_state</c> in <c>mm/vmstat.c</c>).
/// </summary>
public sealed class FreePageCounter
{
    private readonly long threshold;
    private bool held;

    /// <param name="pages">Free pages of the zone now, all of them counted.</param>
    /// <param name="threshold">Pages that one CPU may keep to itself.</param>
    public FreePageCounter(long pages, long threshold)
    {
        Read = pages;
        this.threshold = threshold;
    }

    /// <summary>What a reader sees.</summary>
    public long Read { get; private set; }

    /// <summary>Threshold of a machine with one CPU: 2 pages, and 2 more each time that the zone
    /// doubles from 128 MiB on (<c>calculate_normal_threshold</c>).</summary>
    /// <param name="managed">Pages of the zone.</param>
    public static long ThresholdOf(long managed)
    {
        uint parts = (uint)(managed >> 15);
        return Math.Min(2 * (1 + BitOperations.Log2((2 * parts) + 1)), 125);
    }

    /// <summary>The zone has so many free pages now.</summary>
    public void Changed(long pages)
    {
        if (!held && Math.Abs(pages - Read) > threshold)
            Read = pages;
    }

    /// <summary>Several blocks go at once and count as one change, as a refill of the per-CPU lists
    /// does (<c>rmqueue_bulk</c>).</summary>
    public void Hold() => held = true;

    /// <summary>They are all gone; the zone has so many free pages now.</summary>
    public void Release(long pages)
    {
        held = false;
        Changed(pages);
    }
}
