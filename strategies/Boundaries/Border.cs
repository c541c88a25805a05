using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Placing;

namespace FragSim.Strategies.Boundaries;

/// <summary>The border of one zone: pageblocks below it are Unmovable, those above Movable.
/// </summary>
internal sealed class Border
{
    /// <summary>The search for free memory goes on where it last found some; so often it begins at
    /// the bottom again, so that the region stays dense far from the border.</summary>
    private const int SearchesFromOnePlace = 32;

    /// <summary>Blocks that cannot be emptied are passed over, so many at most.</summary>
    private const uint MostPassedOver = 8;

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

    /// <summary>Is so little free above the border that kswapd would be woken, were that all of
    /// the zone?</summary>
    public bool IsLowAbove => FreeAbove < Zone.Watermarks.Low;

    /// <summary>Is so little free above it that kswapd would still be at work?</summary>
    public bool IsShortAbove => FreeAbove < Zone.Watermarks.High;

    private long FreeAbove => Zone.FreePages - FreeBelow;

    /// <summary>The lowest place below the border, roughly. Where there is none the border moves
    /// up, if movable memory can spare it: else something is to be reclaimed first.</summary>
    public uint PlaceUnmovable(int order)
    {
        uint pfn = Find(order);
        while (pfn == Pfn.None && (!IsShortAbove || machine.Allocator.IsLastResort) && Grow())
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

    /// <summary>Takes the next block above the border that can be emptied, and migrates away what
    /// is in it. A few that hold something immovable are passed over: movable pages in them stay
    /// until they are freed.</summary>
    /// <returns>False when there is none.</returns>
    public bool Grow()
    {
        uint pages = Zone.Pageblocks.Pages;
        uint last = Position + (MostPassedOver * pages);
        for (uint at = Position; at <= last && Zone.End - at >= 2 * pages; at += pages)
        {
            if (Zone.TypeOf(at) == MigrateType.Cma)
                return false;
            if (!IsOpen(at))
                continue;
            if (!TryEmpty(at))
                return false;
            for (uint passed = Position; passed < at; passed += pages)
                Give(passed, MigrateType.Unmovable);
            Position = at + pages;
            return true;
        }
        return false;
    }

    /// <summary>Gives up the block below the border, if nothing in it is immovable.</summary>
    public bool Shrink()
    {
        uint pages = Zone.Pageblocks.Pages;
        if (PagesBelow <= pages)
            return false;
        uint at = Position - pages;
        machine.Ledger.ChargeScan(machine.Costs, 1);
        if (at < Zone.Start || !IsOpen(at))
            return false;
        Give(at, MigrateType.Movable);
        Position = at;
        return true;
    }

    private bool IsOpen(uint at) => machine.Use.IsOpen(
        at >> machine.Use.BlockOrder, Zone.Pageblocks.Pages >> machine.Use.BlockOrder);

    private bool TryEmpty(uint at)
    {
        machine.Ledger.ChargeFallback(machine.Costs);
        FailureCause cause = machine.Ledger.Failure;
        grows = true;
        bool emptied = range.TryTake(at);
        grows = false;
        machine.Ledger.Refuse(cause);
        if (!emptied)
            return false;
        Zone.SetPageblockType(at, MigrateType.Unmovable);
        Zone.GiveBack(at, Zone.Pageblocks.BlockOrder, MigrateType.Unmovable);
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
