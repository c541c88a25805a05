using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Run;

/// <summary><c>/proc/pagetypeinfo</c>, letter for letter (<c>mm/vmstat.c</c>,
/// <c>pagetypeinfo_show</c>). The CMA lines stand only where a zone has CMA, as in a kernel built
/// with it, and those of blocks that a strategy has set aside where it has.</summary>
public static class PagetypeinfoText
{
    /// <summary>Writes free blocks by type and order, then pageblocks by type, zone by zone.
    /// </summary>
    public static void Write(Machine machine, TextWriter output)
    {
        MigrateType[] types = [.. Enum.GetValues<MigrateType>()
            .Where(t => t < MigrateType.Cma || t == MigrateType.Isolate
                || (t == MigrateType.Cma && machine.Options.CmaShare > 0)
                || (t == MigrateType.SetAside && HasSetAside(machine)))];
        output.Write($"Page block order: {machine.Pageblocks.BlockOrder}\n");
        output.Write($"Pages per block:  {machine.Pageblocks.Pages}\n\n");
        WriteFreeCounts(machine, types, output);
        output.Write('\n');
        WriteBlockCounts(machine, types, output);
    }

    private static bool HasSetAside(Machine machine) =>
        machine.Zones.Any(z => CountBlocks(machine, z, MigrateType.SetAside) > 0);

    private static void WriteFreeCounts(Machine machine, MigrateType[] types, TextWriter output)
    {
        output.Write($"{"Free pages count per migrate type at order",-43} ");
        for (int order = 0; order < Order.Count; order++)
            output.Write($"{order,6} ");
        output.Write('\n');
        foreach (Zone zone in machine.Zones)
        {
            foreach (MigrateType type in types)
            {
                output.Write($"Node {0,4}, zone {zone.Name,8}, ");
                output.Write($"type {MigrateTypes.KernelName(type),12} ");
                for (int order = 0; order < Order.Count; order++)
                    WriteFreeCount(zone.Free.Count(order, type), output);
                output.Write('\n');
            }
        }
    }

    /// <summary>The kernel stops counting a list at 100000, and says so.</summary>
    private static void WriteFreeCount(int count, TextWriter output) =>
        output.Write(count >= 100_000 ? ">100000 " : $"{count,6} ");

    private static void WriteBlockCounts(Machine machine, MigrateType[] types, TextWriter output)
    {
        output.Write($"{"Number of blocks type",-23}");
        foreach (MigrateType type in types)
            output.Write($"{MigrateTypes.KernelName(type),12} ");
        output.Write('\n');
        foreach (Zone zone in machine.Zones)
        {
            output.Write($"Node {0}, zone {zone.Name,8} ");
            foreach (MigrateType type in types)
                output.Write($"{CountBlocks(machine, zone, type),12} ");
            output.Write('\n');
        }
    }

    /// <summary>Blocks that are wholly or partly in the zone, and not in a hole of it.</summary>
    private static long CountBlocks(Machine machine, Zone zone, MigrateType type)
    {
        long count = 0;
        for (uint at = Pfn.Head(zone.Start, machine.Pageblocks.BlockOrder); at < zone.End;
            at += machine.Pageblocks.Pages)
        {
            if (machine.Pageblocks.TypeOf(at) == type && !machine.Pageblocks.IsAbsent(at))
                count++;
        }
        return count;
    }
}
