using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Places every page, list and type exactly as a start state says.</summary>
internal static class ExactStart
{
    public static Machine Build(Machine machine, StartState start, IStrategy strategy)
    {
        CoverageOf(start, machine.Frames.Count, machine.Cancel).ReserveRest(machine);
        MarkHoles(machine, start);
        foreach ((uint pfn, MigrateType type, bool skip) in start.Pageblocks)
        {
            machine.Pageblocks.SetType(pfn, type);
            if (type == MigrateType.Cma)
                machine.ZoneOf(pfn).HasCma = true;
            machine.Pageblocks.SetSkip(pfn, skip);
        }
        foreach (StartList list in start.FreeLists)
            PlaceFree(machine, list);
        foreach (StartList list in start.PcpLists)
            PlacePcp(machine, list);
        int pooled = start.BootPoolPages;
        foreach (StartBlock block in start.Blocks)
        {
            machine.ZoneOf(block.Pfn).Managed += Order.Pages(block.Order);
            if (IsPooled(block) && pooled-- > 0)
                AddToPool(machine, block);
            else
                Own(machine, block, block.Pfn);
        }
        ZoneSetup.Tune(machine, start.Tuning);
        machine.StartCompaction = start.Compaction;
        strategy.Boot(machine);
        return machine;
    }

    /// <summary>A start that names pageblocks names all that there are.</summary>
    private static void MarkHoles(Machine machine, StartState start)
    {
        HashSet<uint> named = [.. start.Pageblocks.Select(
            b => Pfn.Head(b.Pfn, machine.Pageblocks.BlockOrder))];
        for (uint at = 0; named.Count > 0 && at < machine.Frames.Count;
            at += machine.Pageblocks.Pages)
        {
            if (!named.Contains(at))
                machine.Pageblocks.SetAbsent(at);
        }
    }

    /// <summary>Frames that are on a list or in use.</summary>
    public static Coverage CoverageOf(
        StartState start, uint frames, CancellationToken cancel = default)
    {
        var coverage = new Coverage(frames, cancel);
        foreach (StartList list in start.FreeLists.Concat(start.PcpLists))
        {
            foreach (uint pfn in list.Pfns)
                CoverBlock(coverage, pfn, list.Order, frames);
        }
        foreach (StartBlock block in start.Blocks)
            CoverBlock(coverage, block.Pfn, block.Order, frames);
        return coverage;
    }

    /// <summary>Is the block a page of the recorded hugetlb pool?</summary>
    public static bool IsPooled(in StartBlock block) =>
        block is { Source: PageSource.Huge, Mobility: MigrateType.Unmovable };

    /// <summary>Gives a block its owner, its flags and its place on the LRU.</summary>
    public static void Own(Machine machine, in StartBlock block, uint pfn)
    {
        machine.Own(pfn, block.Order, block.Id, block.Mobility, block.Source);
        bool lru = (block.Flags & PageFlags.Lru) != 0;
        machine.Frames.Flags[pfn] = block.Flags & ~(PageFlags.Lru | PageFlags.Pinned
            | (lru ? PageFlags.None : PageFlags.Shrinkable));
        if ((block.Flags & PageFlags.Pinned) != 0)
            machine.SetPinned(pfn, true);
        if (lru)
            machine.ZoneOf(pfn).Lru.Add(pfn);
    }

    /// <summary>Pages of the recorded hugetlb pool: the trace never names them, but for those
    /// that the pool was given since boot, and that it gives back.</summary>
    private static void AddToPool(Machine machine, in StartBlock block)
    {
        machine.Pool ??= new HugePool(block.Order) { IsHugetlb = true };
        machine.OwnForPool(block.Pfn, block.Order);
        if (machine.Pool.Order == block.Order)
            machine.Pool.Add(block.Pfn);
    }

    private static void CoverBlock(Coverage coverage, uint pfn, int order, uint frames)
    {
        uint size = Order.Pages(order);
        if (pfn >= frames || frames - pfn < size || !Pfn.IsAligned(pfn, order))
            throw Contradiction(pfn, "lies outside memory or is not aligned to its order");
        if (coverage.IsCovered(pfn))
            throw Contradiction(pfn, "is in two places at once");
        coverage.Cover(pfn, pfn + size);
    }

    private static void PlaceFree(Machine machine, StartList list)
    {
        Zone zone = ZoneNamed(machine, list.Zone);
        foreach (uint pfn in list.Pfns)
        {
            if (!zone.Contains(pfn))
                throw Contradiction(pfn, $"is on a free list of zone {list.Zone}, not in it");
            zone.Buddy.PlaceTail(pfn, list.Order, list.Type);
            zone.Managed += Order.Pages(list.Order);
        }
    }

    private static void PlacePcp(Machine machine, StartList list)
    {
        Zone zone = ZoneNamed(machine, list.Zone);
        foreach (uint pfn in list.Pfns)
        {
            zone.Managed += Order.Pages(list.Order);
            if (zone.Pcp is { } pcp)
                pcp.Refill(pfn, list.Order, list.Type);
            else
                zone.Release(pfn, list.Order);
        }
    }

    private static Zone ZoneNamed(Machine machine, string name) =>
        machine.Zones.FirstOrDefault(z => z.Name == name)
        ?? throw new InputException($"the start state names a zone {name} that it does not span.");

    private static InputException Contradiction(uint pfn, string what) => new(
        $"the start state contradicts itself: the block at pfn {pfn:x} {what}; "
        + "take the snapshot again.");
}
