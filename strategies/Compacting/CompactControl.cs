using FragSim.Sim.Memory;

namespace FragSim.Strategies.Compacting;

/// <summary>One run of compaction over one zone (<c>struct compact_control</c>).</summary>
internal sealed class CompactControl
{
    /// <summary>Pages isolated before they are moved (<c>COMPACT_CLUSTER_MAX</c>).</summary>
    public const int Cluster = 32;

    /// <summary>Order of a run that is after no block in particular
    /// (<c>vm.compact_memory</c>).</summary>
    public const int WholeZone = -1;

    private uint[] targets = new uint[1024];
    private int firstTarget;
    private int endTarget;

    public Machine Machine { get; private set; } = null!;

    public ZoneProgress Progress { get; private set; } = null!;

    public Zone Zone => Progress.Zone;

    public int Order { get; private set; }

    public MigrateType Type { get; private set; }

    public CompactMode Mode { get; private set; }

    /// <summary>A caller waits for a block.</summary>
    public bool Direct { get; private set; }

    /// <summary>The run covers the zone from end to end.</summary>
    public bool CoversZone { get; set; }

    /// <summary>Skip bits do not count.</summary>
    public bool IgnoreSkips { get; private set; }

    /// <summary>Next frame of the migrate scanner.</summary>
    public uint MigratePfn { get; set; }

    /// <summary>Next frame of the free scanner.</summary>
    public uint FreePfn { get; set; }

    /// <summary>The block is scanned for the second time in a row: finish it.</summary>
    public bool FinishBlock { get; set; }

    /// <summary>Searches of the free lists that found nothing, in a row.</summary>
    public int FastSearchFails { get; set; }

    /// <summary>Order at which the next search of the free lists begins.</summary>
    public int SearchOrder { get; set; }

    /// <summary>Lowest frame a search of the free lists found; None before any, 0 once used.
    /// </summary>
    public uint FastStart { get; set; }

    /// <summary>Pages isolated for migration.</summary>
    public uint[] Sources { get; } = new uint[2048];

    public int SourceCount { get; set; }

    public int TargetCount => endTarget - firstTarget;

    public bool ScannersMet =>
        FreePfn >> Zone.Pageblocks.BlockOrder <= MigratePfn >> Zone.Pageblocks.BlockOrder;

    /// <summary>Entries of a free list that a search may look at
    /// (<c>freelist_scan_limit</c>).</summary>
    public int FreeListScanLimit => (Cluster >> Math.Min(FastSearchFails, 30)) + 1;

    public void Begin(Machine machine, ZoneProgress progress, int order, MigrateType type,
        CompactMode mode, bool direct, bool full)
    {
        Machine = machine;
        Progress = progress;
        Order = order;
        Type = type;
        Mode = mode;
        Direct = direct;
        CoversZone = IgnoreSkips = full;
        FinishBlock = false;
        FastSearchFails = 0;
        SearchOrder = order;
        FastStart = Pfn.None;
        SourceCount = firstTarget = endTarget = 0;
    }

    /// <summary>Adds a block just isolated, as base pages in order of address.</summary>
    public void AddTarget(uint pfn, int order)
    {
        int pages = 1 << order;
        if (endTarget + pages > targets.Length)
            MakeRoom(pages);
        for (int i = 0; i < pages; i++)
            targets[endTarget++] = pfn + (uint)i;
    }

    /// <summary>The target isolated longest ago.</summary>
    public uint NextTarget() => targets[firstTarget++];

    private void MakeRoom(int pages)
    {
        Array.Copy(targets, firstTarget, targets, 0, TargetCount);
        endTarget -= firstTarget;
        firstTarget = 0;
        if (endTarget + pages > targets.Length)
            Array.Resize(ref targets, Math.Max(targets.Length * 2, endTarget + pages));
    }
}
