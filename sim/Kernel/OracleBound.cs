using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// The most huge pages that any strategy could still give at this moment, given what is in memory:
/// a block can be emptied unless it holds unmovable, pinned or reserved pages, and what is not
/// dropped must fit elsewhere.
/// </summary>
/// <remarks>An upper bound on purpose: moving and dropping cost nothing here, no watermark is
/// kept, and dirty page cache counts as if it were written.</remarks>
public static class OracleBound
{
    /// <summary>The bound in pages of <see cref="Machine.HugeOrder"/>; free pages of the pool
    /// count.</summary>
    public static long HugePages(Machine machine)
    {
        int order = machine.HugeOrder;
        long open = 0, room = 0, anon = 0;
        foreach (Zone zone in machine.Zones)
        {
            open += machine.Use.CountOpen(zone, order);
            room += zone.FreePages + zone.PcpPages + zone.Lru.InactiveFile + zone.Lru.ActiveFile;
            anon += zone.Lru.InactiveAnon + zone.Lru.ActiveAnon;
        }
        room += Math.Min(anon, machine.Reclaimer.SwapFreePages);
        long pool = machine.Pool?.FreeCount ?? 0;
        return pool + Math.Min(open, room >> order);
    }
}
