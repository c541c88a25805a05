namespace FragSim.Sim.Base;

/// <summary>
/// What a pageblock, and a free list, is kept for (Linux <c>enum migratetype</c>). The first three
/// are also the mobility of an allocation.
/// </summary>
public enum MigrateType : byte
{
    Unmovable = 0,
    Movable = 1,
    Reclaimable = 2,
    HighAtomic = 3,
    Cma = 4,
    Isolate = 5,
    /// <summary>What a strategy keeps for a purpose of its own. Nobody falls back to it, and no
    /// kernel has it.</summary>
    SetAside = 6,
}

public static class MigrateTypes
{
    public const int Count = 7;

    /// <summary>The types that have per-CPU lists, fall back to each other and merge.</summary>
    public const int PcpCount = 3;

    /// <summary>Linux <c>migratetype_is_mergeable</c>.</summary>
    public static bool IsMergeable(MigrateType type) => type < MigrateType.HighAtomic;

    /// <summary>The name as <c>/proc/pagetypeinfo</c> prints it.</summary>
    public static string KernelName(MigrateType type) =>
        type == MigrateType.Cma ? "CMA" : type.ToString();
}
