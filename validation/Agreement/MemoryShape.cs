using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Validation.Agreement;

/// <summary>All zones at one moment, of the model or of the kernel.</summary>
/// <param name="Zones">From low to high addresses.</param>
public sealed record MemoryShape(IReadOnlyList<ZoneShape> Zones)
{
    /// <summary>The whole machine.</summary>
    public ZoneShape All { get; } = ZoneShape.Sum(Zones);

    /// <summary>The model's memory as it is now.</summary>
    public static MemoryShape Of(Machine machine) => new([.. machine.Zones.Select(Shape)]);

    /// <summary>The kernel's memory as a snapshot of the recording has it.</summary>
    public static MemoryShape Of(KernelSnapshot kernel) =>
        new([.. kernel.Zones.Select(z => Shape(z, kernel))]);

    private static ZoneShape Shape(Zone zone)
    {
        long[] types = new long[MigrateTypes.Count];
        uint first = Pfn.Head(zone.Start, zone.Pageblocks.BlockOrder);
        for (uint at = first; at < zone.End; at += zone.Pageblocks.Pages)
            // Between two zones the kernel has no pageblocks, and counts none.
            types[(int)zone.Pageblocks.TypeOf(at)] += zone.Pageblocks.IsAbsent(at) ? 0 : 1;
        return new ZoneShape(
            zone.Name, [.. Enumerable.Range(0, Order.Count).Select(zone.Free.CountOfOrder)],
            zone.PcpPages, types);
    }

    private static ZoneShape Shape(ZoneSpan span, KernelSnapshot kernel)
    {
        long[] types = new long[MigrateTypes.Count];
        uint first = Pfn.Head(span.Start, Order.Huge);
        foreach ((uint pfn, MigrateType type, _) in kernel.Pageblocks)
            types[(int)type] += pfn >= first && pfn < span.End ? 1 : 0;
        long[] blocks = new long[Order.Count];
        foreach (StartList list in kernel.Free.Where(l => l.Zone == span.Name))
            blocks[list.Order] += list.Pfns.Length;
        long pcp = kernel.Pcp.Where(l => l.Zone == span.Name)
            .Sum(l => (long)l.Pfns.Length << l.Order);
        return new ZoneShape(span.Name, blocks, pcp, types);
    }
}
