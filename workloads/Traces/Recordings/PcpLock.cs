using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Traces.Ftrace;

namespace FragSim.Traces.Recordings;

/// <summary>
/// Finds the frees that go past the per-CPU lists to the buddy: an interrupt came while its CPU was
/// at the lists of the same zone, whose lock it cannot take (<c>free_unref_page</c>).
/// </summary>
internal sealed class PcpLock(IReadOnlyList<ZoneSpan> zones)
{
    private uint last = Pfn.None;

    /// <summary>Is this such a free? Every record is to be shown, in order.</summary>
    public bool IsHeldAt(in FtraceRecord record)
    {
        if (record.Kind == FtraceKind.Free && record.InPcpLock)
            return ZoneOf(record.Pfn) == ZoneOf(last);
        if (record.Kind is FtraceKind.Free or FtraceKind.ZoneLocked or FtraceKind.PcpuDrain)
            last = record.Pfn;
        return false;
    }

    private int ZoneOf(uint pfn)
    {
        int zone = zones.Count - 1;
        while (zone >= 0 && pfn - zones[zone].Start >= zones[zone].Spanned)
            zone--;
        return zone;
    }
}
