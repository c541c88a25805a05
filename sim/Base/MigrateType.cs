namespace FragSim.Sim.Base;

/// <summary>
/// What a pageblock, and a free list, is kept for (Linux <c>enum migratetype</c>). The first three
/// are also the mobility of an allocation.
/// </summary>
public enum MigrateType : byte
{
    /// <summary>Pages that cannot be moved: page tables, stacks, most kernel memory.</summary>
    Unmovable = 0,
    /// <summary>Pages that migration can move: anonymous memory and page cache.</summary>
    Movable = 1,
    /// <summary>Pages that cannot be moved but freed by shrinkers: slabs of inodes and dentries.
    /// </summary>
    Reclaimable = 2,
    /// <summary>Pageblocks kept for urgent allocations of high order (Linux 4.4 on).</summary>
    HighAtomic = 3,
    /// <summary>The contiguous memory area: only movable allocations may borrow from it.</summary>
    Cma = 4,
    /// <summary>Pageblocks from which nothing is allocated while a range is being emptied.
    /// </summary>
    Isolate = 5,
    /// <summary>What a strategy keeps for a purpose of its own. No request falls back to it, and no
    /// kernel has it.</summary>
    SetAside = 6,
}

/// <summary>Questions about migrate types, and how many there are.</summary>
public static class MigrateTypes
{
    /// <summary>Number of types, <see cref="MigrateType.SetAside"/> included.</summary>
    public const int Count = 7;

    /// <summary>The types that have per-CPU lists, fall back to each other and merge.</summary>
    public const int PcpCount = 3;

    /// <summary>Linux <c>migratetype_is_mergeable</c>.</summary>
    public static bool IsMergeable(MigrateType type) => type < MigrateType.HighAtomic;

    /// <summary>The name as <c>/proc/pagetypeinfo</c> prints it.</summary>
    public static string KernelName(MigrateType type) =>
        type == MigrateType.Cma ? "CMA" : type.ToString();
}
