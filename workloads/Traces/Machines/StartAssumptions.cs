using FragSim.Sim.Base;
using FragSim.Traces.Ftrace;

namespace FragSim.Traces.Machines;

/// <summary>What a start takes for granted where a machine's files do not tell it, or tell of what
/// is not modelled; each a clause.</summary>
internal static class StartAssumptions
{
    public static IEnumerable<string> Of(MachineSnapshot machine, IReadOnlyList<ZoneCensus> zones)
    {
        if (machine.Orders > Order.Count && machine.Free.Any(
            z => z.Blocks.Skip(Order.Count).Any(b => b > 0)))
            yield return $"free blocks above order {Order.MaxBuddy} are counted as blocks of that "
                + "order";
        if (machine.PageblockOrder is { } order && order != Order.Huge)
            yield return $"pageblocks of order {order} are counted as such of order {Order.Huge}";
        string[] unknown = [.. (machine.Types?.Where(t => ZoneCounts.PagesIn(t.Blocks) > 0)
            .Select(t => t.Type) ?? []).Concat(machine.Pageblocks.SelectMany(
                p => p.OfType.Where(t => t.Count > 0).Select(t => t.Type)))
            .Distinct().Where(t => TypeNames.Find(t) is null)];
        foreach (MigrateType type in unknown.Select(TypeNames.Nearest).Distinct().Order())
            yield return $"what is of type "
                + string.Join(", ", unknown.Where(t => TypeNames.Nearest(t) == type))
                + $" is taken for {type}";
        if (machine.Free.Select(z => z.Node).Distinct().Count() > 1)
            yield return "zones of one name on several nodes are one zone";
        if (machine.PageFlags is not null && machine.HasPlaces)
            yield break;
        yield return zones.All(z => z.Use.IsTold)
            ? "what is in use and on no LRU list is taken for kernel memory that cannot move"
            : "no counters tell what is in use for what: half of it is taken for anonymous memory, "
                + "half for page cache" + (machine.Types is null ? ", and all for movable"
                : ", but what is in unmovable and reclaimable pageblocks for the kernel's");
        if (!machine.Limits.Any(l => l.High > 0))
            yield return "watermarks and reserves are computed as the kernel does";
    }
}
