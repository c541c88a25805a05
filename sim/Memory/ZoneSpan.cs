using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>A zone before boot: which frames it owns.</summary>
/// <param name="Name">As the kernel prints it: DMA, DMA32, Normal, HighMem, Movable.</param>
/// <param name="Start">First pfn.</param>
/// <param name="Spanned">Frames from the first to the last, holes included.</param>
public sealed record ZoneSpan(string Name, uint Start, uint Spanned)
{
    /// <summary>One past the last pfn.</summary>
    public uint End => Start + Spanned;

    /// <summary>Only movable allocations may use the zone (ZONE_MOVABLE, HighMem).</summary>
    public bool MovableOnly => Kind is ZoneKind.Movable or ZoneKind.HighMem;

    /// <summary>What the zone is for.</summary>
    public ZoneKind Kind { get; } = ZoneKinds.Of(Name);
}
