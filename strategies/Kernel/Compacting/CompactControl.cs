using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>One run of compaction over one zone (<c>struct compact_control</c>).</summary>
internal sealed class CompactControl
{
    /// <summary>Pages isolated before they are moved (<c>COMPACT_CLUSTER_MAX</c>).</summary>
    public const int Cluster = 32;

    private uint[] targets = new uint[1024];

    public Machine Machine { get; private set; } = null!;

    public ZoneProgress Progress { get; private set; } = null!;

    public Zone Zone => Progress.Zone;

    public CompactTask Task { get; private set; }

    /// <summary>The run covers the zone from end to end.</summary>
    public bool CoversZone { get; set; }

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

    public int TargetCount { get; private set; }

    public bool ScannersMet =>
        FreePfn >> Zone.Pageblocks.BlockOrder <= MigratePfn >> Zone.Pageblocks.BlockOrder;

    /// <summary>Entries of a free list that a search may look at
    /// (<c>freelist_scan_limit</c>).</summary>
    public int FreeListScanLimit => (Cluster >> Math.Min(FastSearchFails, 30)) + 1;

    /// <summary>Begins a task.</summary>
    public void Begin(Machine machine, in CompactTask task)
    {
        Machine = machine;
        Task = task;
        CoversZone = task.Full;
        FastSearchFails = 0;
        SearchOrder = task.Order;
    }

    /// <summary>Begins with a zone. In one that follows another of the same task, searches go on
    /// where they were, and a task that has covered one zone covers the next (6.1 sets none of that
    /// anew).</summary>
    public void Enter(ZoneProgress progress)
    {
        Progress = progress;
        FinishBlock = false;
        FastStart = Pfn.None;
        SourceCount = TargetCount = 0;
    }

    /// <summary>Adds a block just isolated, as base pages in order of address.</summary>
    public void AddTarget(uint pfn, int order)
    {
        int pages = 1 << order;
        if (TargetCount + pages > targets.Length)
            Array.Resize(ref targets, Math.Max(targets.Length * 2, TargetCount + pages));
        for (int i = 0; i < pages; i++)
            targets[TargetCount++] = pfn + (uint)i;
    }

    /// <summary>The page isolated last (<c>split_map_pages</c> turns their order round).</summary>
    public uint NextTarget() => targets[--TargetCount];
}
