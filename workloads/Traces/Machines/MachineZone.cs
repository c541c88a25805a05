using FragSim.Sim.Boot;
using FragSim.Sim.Memory;

namespace FragSim.Traces.Machines;

/// <summary>What a machine says of one zone beyond its free blocks, in pages.</summary>
/// <param name="Node">NUMA node.</param>
/// <param name="Name">Name of the zone: DMA, DMA32, Normal, Movable and so on.</param>
public sealed record MachineZone(int Node, string Name)
{
    /// <summary>Null where it is not told, as in an out-of-memory report.</summary>
    public long? StartPfn { get; init; }
    /// <summary>Frames from the first to the last, holes included.</summary>
    public long Spanned { get; init; }
    /// <summary>Frames that have memory; 0 where it is not told.</summary>
    public long Present { get; init; }
    /// <summary>Kernels before 3.8 do not tell it; it is what is present then.</summary>
    public long? ManagedPages { get; init; }
    /// <summary>The min watermark.</summary>
    public long Min { get; init; }
    /// <summary>The low watermark.</summary>
    public long Low { get; init; }
    /// <summary>The high watermark.</summary>
    public long High { get; init; }
    /// <summary>lowmem_reserve against each zone class; empty where it is not told.</summary>
    public IReadOnlyList<long> Protection { get; init; } = [];
    /// <summary>Most pages on the lists of one CPU; beyond it some go back to the buddy.</summary>
    public int PcpHigh { get; init; }
    /// <summary>Pages that go between a CPU's lists and the buddy at once.</summary>
    public int PcpBatch { get; init; }
    /// <summary>Pages on the per-CPU lists of all CPUs.</summary>
    public long PcpPages { get; init; }
    /// <summary>What the pages in use are used for.</summary>
    public PageUse Use { get; init; } = new();

    /// <summary>Frames that the allocator has; those present or spanned where it is not told.
    /// </summary>
    public long Managed => ManagedPages ?? (Present > 0 ? Present : Spanned);

    /// <summary>Is it told which frames the zone has?</summary>
    public bool HasPlace => StartPfn is not null && Spanned > 0;

    /// <summary>The zone before boot; it begins at pfn 0 where its place is not told.</summary>
    public ZoneSpan Span => new(Name, (uint)(StartPfn ?? 0), (uint)Spanned);

    internal ZoneTuning Tuning => new(Name, Min, Low, High, PcpHigh, PcpBatch, [.. Protection]);
}
