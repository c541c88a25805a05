using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Run;

/// <summary><c>/proc/buddyinfo</c>, letter for letter (<c>mm/vmstat.c</c>,
/// <c>frag_show_print</c>).</summary>
public static class BuddyinfoText
{
    /// <summary>Writes one line a zone, each with the free blocks of every order.</summary>
    public static void Write(Machine machine, TextWriter output)
    {
        foreach (Zone zone in machine.Zones)
        {
            output.Write($"Node 0, zone {zone.Name,8} ");
            for (int order = 0; order < Order.Count; order++)
                output.Write($"{zone.Free.CountOfOrder(order),6} ");
            output.Write('\n');
        }
    }
}
