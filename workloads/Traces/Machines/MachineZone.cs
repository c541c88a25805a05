using FragSim.Sim.Boot;
using FragSim.Sim.Memory;

namespace FragSim.Traces.Machines;

/// <summary>What a machine says of one zone beyond its free blocks, in pages.</summary>
public sealed record MachineZone(int Node, string Name)
{
    /// <summary>Null where it is not told, as in an out-of-memory report.</summary>
    public long? StartPfn { get; init; }
    public long Spanned { get; init; }
    public long Present { get; init; }
    /// <summary>Kernels before 3.8 do not tell it; it is what is present then.</summary>
    public long? ManagedPages { get; init; }
    public long Min { get; init; }
    public long Low { get; init; }
    public long High { get; init; }
    /// <summary>lowmem_reserve against each zone class; empty where it is not told.</summary>
    public IReadOnlyList<long> Protection { get; init; } = [];
    public int PcpHigh { get; init; }
    public int PcpBatch { get; init; }
    /// <summary>Pages on the per-CPU lists of all CPUs.</summary>
    public long PcpPages { get; init; }
    public PageUse Use { get; init; } = new();

    public long Managed => ManagedPages ?? (Present > 0 ? Present : Spanned);

    public bool HasPlace => StartPfn is not null && Spanned > 0;

    public ZoneSpan Span => new(Name, (uint)(StartPfn ?? 0), (uint)Spanned);

    internal ZoneTuning Tuning => new(Name, Min, Low, High, PcpHigh, PcpBatch, [.. Protection]);
}
