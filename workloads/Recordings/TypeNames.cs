using FragSim.Sim.Memory;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Recordings;

/// <summary>Migrate types by the names that snapshots use.</summary>
internal static class TypeNames
{
    public static MigrateType Parse(string name, LineReader lines) => name switch
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
        _ => throw lines.At($"'{name}' is no migrate type; use Unmovable, Movable, Reclaimable, "
            + "HighAtomic, CMA or Isolate"),
    };
}
