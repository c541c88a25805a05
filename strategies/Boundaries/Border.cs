using FragSim.Sim.Memory;
using FragSim.Sim.Migration;
using FragSim.Sim.Results;
using FragSim.Strategies.Placing;

namespace FragSim.Strategies.Boundaries;

/// <summary>The border of one zone: pageblocks below it are Unmovable, those above Movable.
/// </summary>
internal sealed class Border
{
    /// <summary>The search for free memory goes on where it last found some; so often it begins at
    /// the bottom again, so that the region stays dense far from the border.</summary>
    private const int SearchesFromOnePlace = 32;

    private readonly Machine machine;
    private readonly ContiguousRange range;
    private readonly Regions blocks;
    private readonly uint first;
    private int searches;
    private int block;
    private bool grows;

    public Border(Machine machine, Zone zone, double share)
    {
        this.machine = machine;
        Zone = zone;
        range = new ContiguousRange(machine, zone.Pageblocks.BlockOrder);
        blocks = new Regions(machine, zone, zone.Pageblocks.BlockOrder);
        first = Pfn.Head(zone.Start, zone.Pageblocks.BlockOrder);
        Position = first;
        uint end = Math.Max(zone.Start + (uint)(zone.Span.Spanned * share), first + 1);
        while (Position < end)
        {
            Give(Position, MigrateType.Unmovable);
            Position += zone.Pageblocks.Pages;
        }
    }

    public Zone Zone { get; }

    /// <summary>First frame above the border.</summary>
    public uint Position { get; private set; }

    /// <summary>Free pages below the border.</summary>
    public long FreeBelow => Zone.Free.PagesOf(MigrateType.Unmovable);

    public long PagesBelow => Position - first;

    /// <summary>The lowest place below the border, roughly; the border moves up when there is
    /// none.</summary>
    public uint PlaceUnmovable(int order)
    {
        uint pfn = Find(order);
        while (pfn == Pfn.None && Grow())
            pfn = Find(order);
        return pfn;
    }

    /// <summary>Movable memory is used up: the border comes down if it can. Where, the lists
    /// say.</summary>
    public uint MakeMovable(int order)
    {
        FreeLists free = Zone.Free;
        // Pages on their way out of the block that the border moves over must not move it back.
        while (!grows && free.OrdersFrom(order, MigrateType.Movable) == 0
            && free.OrdersFrom(order, MigrateType.Unmovable) != 0 && Shrink())
        {
        }
        return Pfn.None;
    }

    /// <summary>Takes the block above the border, and migrates away what is in it; what cannot be
    /// moved now stays where it is until it is freed.</summary>
    /// <returns>False when there is no block left.</returns>
    public bool Grow()
    {
        uint pages = Zone.Pageblocks.Pages;
        uint at = Position;
        if (Zone.End - at < 2 * pages || Zone.TypeOf(at) == MigrateType.Cma)
            return false;
        Position += pages;
        machine.Ledger.Stall.LockNs += machine.Costs.FallbackNs;
        FailureCause cause = machine.Ledger.Failure;
        grows = true;
        if (machine.Use.IsOpen(at >> machine.Use.BlockOrder, pages >> machine.Use.BlockOrder)
            && range.TryTake(at))
        {
            Zone.SetPageblockType(at, MigrateType.Unmovable);
            Zone.Buddy.Put(at, Zone.Pageblocks.BlockOrder, MigrateType.Unmovable);
        }
        else
        {
            Give(at, MigrateType.Unmovable);
        }
        grows = false;
        machine.Ledger.Failure = cause;
        return true;
    }

    /// <summary>Gives up the block below the border, if nothing in it is immovable.</summary>
    public bool Shrink()
    {
        uint pages = Zone.Pageblocks.Pages;
        if (PagesBelow <= pages)
            return false;
        uint at = Position - pages;
        machine.Ledger.ChargeScan(machine.Costs, 1);
        if (at < Zone.Start
            || !machine.Use.IsOpen(at >> machine.Use.BlockOrder, pages >> machine.Use.BlockOrder))
            return false;
        Give(at, MigrateType.Movable);
        Position = at;
        return true;
    }

    private uint Find(int order)
    {
        if (Zone.Free.OrdersFrom(order, MigrateType.Unmovable) == 0)
            return Pfn.None;
        if (order >= Zone.Pageblocks.BlockOrder)
            return Zone.Free.Head(
                Zone.Free.SmallestFrom(order, MigrateType.Unmovable), MigrateType.Unmovable);
        if (searches++ % SearchesFromOnePlace == 0)
            block = 0;
        int count = (int)(PagesBelow >> Zone.Pageblocks.BlockOrder);
        for (int i = 0; i < count; i++, block++)
        {
            if (block >= count)
                block = 0;
            uint pfn = blocks.FreePages(block) < 1 << order
                ? Pfn.None
                : blocks.Find(block, order, MigrateType.Unmovable);
            if (pfn != Pfn.None)
                return pfn;
        }
        return Pfn.None;
    }

    private void Give(uint at, MigrateType type)
    {
        if (MigrateTypes.IsMergeable(Zone.TypeOf(at)))
            Zone.Convert(at, type);
    }
}
