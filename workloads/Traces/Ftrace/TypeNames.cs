using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Ftrace;

/// <summary>Migrate types by the names that snapshots use.</summary>
internal static class TypeNames
{
    public static MigrateType Parse(string name, LineReader lines) => Find(name) ?? throw lines.At(
        $"'{name}' is no migrate type; use Unmovable, Movable, Reclaimable, HighAtomic, CMA or "
        + "Isolate");

    /// <summary>The type with that name; null where the model has none.</summary>
    public static MigrateType? Find(string name) => name switch
    {
        "Unmovable" => MigrateType.Unmovable,
        "Movable" => MigrateType.Movable,
        "Reclaimable" => MigrateType.Reclaimable,
        "HighAtomic" => MigrateType.HighAtomic,
        "CMA" => MigrateType.Cma,
        "Isolate" => MigrateType.Isolate,
        // Per-CPU lists of huge pages are two: order_to_pindex in mm/page_alloc.c.
        "thp-list0" => MigrateType.Unmovable,
        "thp-list1" => MigrateType.Movable,
        _ => null,
    };

    /// <summary>The type that stands for a name, or for the letters of several types: Movable,
    /// unless the letters are of others only.</summary>
    public static MigrateType Nearest(string name) => Find(name)
        ?? (name.Length > 0 && name.All(c => c is 'U' or 'E' or 'H' or 'C' or 'I')
            ? name.Contains('E') && !name.Contains('U')
                ? MigrateType.Reclaimable : MigrateType.Unmovable
            : MigrateType.Movable);
}
