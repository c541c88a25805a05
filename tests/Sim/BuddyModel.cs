using FragSim.Sim.Base;

namespace FragSim.Tests.Sim;

/// <summary>A buddy allocator as one would explain it: a bit for each frame that is free. The free
/// blocks are whatever whole aligned blocks those bits make, for a merge happens as soon as it
/// can.</summary>
internal sealed class BuddyModel
{
    private readonly bool[] free;
    private readonly MigrateType[] types;

    public BuddyModel(MigrateType[] types)
    {
        this.types = types;
        free = new bool[types.Length << Order.Huge];
    }

    public long FreePages => free.LongCount(f => f);

    public bool IsFree(uint pfn, int order)
    {
        for (uint at = pfn; at < pfn + Order.Pages(order); at++)
        {
            if (!free[at])
                return false;
        }
        return true;
    }

    public void Set(uint pfn, int order, bool value) =>
        Array.Fill(free, value, (int)pfn, (int)Order.Pages(order));

    /// <summary>All free blocks, as large as the merge rules let them be.</summary>
    public List<(uint Pfn, int Order)> Blocks()
    {
        var blocks = new List<(uint, int)>();
        for (uint pfn = 0; pfn < free.Length;)
        {
            if (!free[pfn])
            {
                pfn++;
                continue;
            }
            int order = 0;
            while (order < Order.MaxBuddy && MayBe(pfn, order + 1))
                order++;
            blocks.Add((pfn, order));
            pfn += Order.Pages(order);
        }
        return blocks;
    }

    private bool MayBe(uint pfn, int order) => Pfn.IsAligned(pfn, order)
        && pfn + Order.Pages(order) <= free.Length && IsFree(pfn, order)
        && (order <= Order.Huge || MayMerge(types[pfn >> 9], types[(pfn >> 9) + 1]));

    private static bool MayMerge(MigrateType a, MigrateType b) =>
        a == b || (MigrateTypes.IsMergeable(a) && MigrateTypes.IsMergeable(b));
}
