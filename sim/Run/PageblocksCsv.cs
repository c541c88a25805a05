using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Sim.Run;

/// <summary>One line a pageblock: where it is, its type, and what is in it.</summary>
public static class PageblocksCsv
{
    /// <summary>Writes a header and the pageblocks of all zones; counts are base pages.</summary>
    public static void Write(Machine machine, TextWriter output)
    {
        output.Write("zone,pfn,type,skip,free,movable,reclaimable,unmovable\n");
        foreach (Zone zone in machine.Zones)
        {
            for (uint at = zone.Start; at < zone.End;)
            {
                uint end = Math.Min(
                    Pfn.Head(at, machine.Pageblocks.BlockOrder) + machine.Pageblocks.Pages,
                    zone.End);
                PageblockCell cell = PageblockSurvey.Survey(machine, at, end);
                output.Write($"{zone.Name},0x{at:x},{MigrateTypes.KernelName(cell.Type)},");
                output.Write($"{(machine.Pageblocks.IsSkipped(at) ? 1 : 0)},{cell.Free},");
                output.Write($"{cell.Movable},{cell.Reclaimable},{cell.Unmovable}\n");
                at = end;
            }
        }
    }
}
