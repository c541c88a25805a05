using FragSim.Sim.Base;

namespace FragSim.Strategies.Kernel.Fallbacks;

/// <summary>Whose lists to try next (<c>mm/page_alloc.c</c>, <c>fallbacks[]</c>).</summary>
internal static class FallbackOrder
{
    private static readonly MigrateType[][] Order =
    [
        [MigrateType.Reclaimable, MigrateType.Movable],
        [MigrateType.Reclaimable, MigrateType.Unmovable],
        [MigrateType.Unmovable, MigrateType.Movable],
    ];

    public static MigrateType[] Of(MigrateType wanted) => Order[(int)wanted];

    /// <summary>May a request of this type and order turn the block it falls back to into its own
    /// kind? (<c>can_steal_fallback</c>)</summary>
    /// <param name="order">Order of the free block for claiming, of the request for compaction's
    /// finish test.</param>
    /// <param name="wanted">Type that the request asks for.</param>
    /// <param name="pageblockOrder">Order of a pageblock; from half of it on any type may.</param>
    public static bool CanSteal(int order, MigrateType wanted, int pageblockOrder) =>
        order >= pageblockOrder / 2
        || wanted is MigrateType.Reclaimable or MigrateType.Unmovable;
}
