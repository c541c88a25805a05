using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>A block in use at the start.</summary>
/// <param name="Pfn">First frame.</param>
/// <param name="Order">Its order; pages whose order cannot be known are of order 0.</param>
/// <param name="Id">The name by which the workload frees it later.</param>
/// <param name="Mobility">Unmovable, movable or reclaimable.</param>
/// <param name="Source">What the page is used for.</param>
/// <param name="Flags">On an LRU list, dirty, pinned, mlocked and so on.</param>
public readonly record struct StartBlock(
    uint Pfn, byte Order, uint Id, MigrateType Mobility, PageSource Source, PageFlags Flags);

/// <summary>One free list (or per-CPU list) in list order: first = next to be allocated.</summary>
/// <param name="Zone">Name of the zone.</param>
/// <param name="Order">Order of its blocks.</param>
/// <param name="Type">Migrate type of the list.</param>
/// <param name="Pfns">First frame of each block.</param>
public sealed record StartList(string Zone, int Order, MigrateType Type, uint[] Pfns);

/// <summary>
/// The state of a machine at one moment: where a recording, or a user's own machine, begins.
/// Frames that are in no block and on no list are reserved: the allocator never had them.
/// </summary>
public sealed record StartState
{
    /// <summary>Frames of each zone, from low to high addresses.</summary>
    public required IReadOnlyList<ZoneSpan> Zones { get; init; }
    /// <summary>Blocks in use, each under an id of its own.</summary>
    public required IReadOnlyList<StartBlock> Blocks { get; init; }
    /// <summary>Free lists of the buddy, of each zone, order and migrate type.</summary>
    public required IReadOnlyList<StartList> FreeLists { get; init; }
    /// <summary>Per-CPU lists of CPU 0 (the recordings have one CPU).</summary>
    public required IReadOnlyList<StartList> PcpLists { get; init; }
    /// <summary>First pfn, type and compaction-skip bit of each pageblock; those that are missing
    /// are in holes.</summary>
    public required IReadOnlyList<(uint Pfn, MigrateType Type, bool Skip)> Pageblocks { get; init; }
    /// <summary>Watermarks and per-CPU limits of each zone, as its kernel had them.</summary>
    public required IReadOnlyList<ZoneTuning> Tuning { get; init; }
    /// <summary>Of the hugetlb pages in use, how many were set aside at boot, and so are never
    /// given back; all, unless it is known.</summary>
    public int BootPoolPages { get; init; } = int.MaxValue;
    /// <summary>What its compactor remembered, as far as that is known.</summary>
    public IReadOnlyList<StartCompaction> Compaction { get; init; } = [];
    /// <summary>Kernel settings under their kernel names, as far as they were recorded.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }
}

/// <summary>What <c>/proc/zoneinfo</c> says of a zone's limits, in pages.</summary>
/// <param name="Zone">Name of the zone.</param>
/// <param name="Min">The min watermark.</param>
/// <param name="Low">The low watermark.</param>
/// <param name="High">The high watermark.</param>
/// <param name="PcpHigh">Most pages on the lists of one CPU.</param>
/// <param name="PcpBatch">Pages that go between a CPU's lists and the buddy at once.</param>
/// <param name="Protection">lowmem_reserve against each zone class, in zone order.</param>
public sealed record ZoneTuning(
    string Zone, long Min, long Low, long High, int PcpHigh, int PcpBatch, long[] Protection);
