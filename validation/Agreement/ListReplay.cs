using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Recordings;

namespace FragSim.Validation.Agreement;

/// <summary>
/// The machine's free lists and pageblocks, driven by what a recorded kernel did to its own: every
/// block it took, freed, drained, isolated or moved to another list.
/// </summary>
/// <remarks>
/// What is checked is mechanism: splitting, merging, placement and the choice of the list's head.
/// The pages on per-CPU lists are kept as a set, because stock events do not tell their order.
/// A free that finds the per-CPU lists locked goes to the buddy without an event of its own; where
/// its context does not show it, it is noticed when the kernel later takes or isolates a block
/// that would hold it.
/// </remarks>
internal sealed class ListReplay
{
    private readonly Machine _machine;
    private readonly Frames _frames;
    private readonly PcpLock _pcpLock;

    public ListReplay(StartState start)
    {
        _machine = RecordedLists.Build(start);
        _frames = _machine.Frames;
        Pcp = new PcpSet(_frames.Count);
        _pcpLock = new PcpLock(start.Zones);
        foreach (StartList list in start.PcpLists)
            foreach (uint pfn in list.Pfns)
                Pcp.Add(pfn, list.Order);
    }

    public Machine Machine => _machine;

    public PcpSet Pcp { get; }

    public ListTally Tally { get; } = new();

    /// <summary>Is the block within one zone?</summary>
    public bool Holds(uint pfn, int order) =>
        ZoneOf(pfn) is Zone zone && zone.Contains(pfn + Order.Pages(order) - 1);

    public void Apply(in FtraceRecord record)
    {
        bool pastPcp = _pcpLock.IsHeldAt(record);
        switch (record.Kind)
        {
            case FtraceKind.ZoneLocked:
                Take(record.Pfn, record.Order, record.Mobility);
                Pcp.Add(record.Pfn, record.Order);
                break;
            case FtraceKind.Alloc:
                Allocate(record.Pfn, record.Order);
                break;
            case FtraceKind.Free:
                Free(record.Pfn, record.Order, pastPcp);
                break;
            case FtraceKind.PcpuDrain:
                if (!Pcp.Remove(record.Pfn))
                    Tally.Surprises++;
                Put(record.Pfn, record.Order, record.Mobility);
                break;
            case FtraceKind.Extfrag:
                Fallback(record);
                break;
            case FtraceKind.IsolateFree:
                Isolate(record.Pfn, record.Order);
                break;
            case FtraceKind.SetPageblock:
                _machine.Pageblocks.SetType(record.Pfn, record.Mobility);
                break;
        }
    }

    private Zone? ZoneOf(uint pfn)
    {
        foreach (Zone zone in _machine.Zones)
        {
            if (zone.Contains(pfn))
                return zone;
        }
        return null;
    }

    private bool IsFree(uint pfn) => FrameState.IsFree(_frames.State[pfn]);

    /// <summary>The kernel took a block: its lists had it, or part of it, at their head.</summary>
    private void Take(uint pfn, int order, MigrateType type)
    {
        Zone zone = ZoneOf(pfn)!;
        int from = zone.Free.SmallestFrom(order, type);
        Tally.Takes++;
        Tally.TakesOfHead += from >= 0 && zone.Free.Head(from, type) == pfn ? 1 : 0;
        if (!IsFreeFrom(pfn, order))
            Settle(pfn, order);
        if (!IsFreeFrom(pfn, order))
        {
            Tally.Surprises++;
            return;
        }
        byte state = _frames.State[pfn];
        if (FrameState.FreeType(state) != type)
            Tally.Surprises++;
        zone.Buddy.TakeBlock(pfn, FrameState.OrderOf(state), order, type);
    }

    private bool IsFreeFrom(uint pfn, int order) =>
        IsFree(pfn) && FrameState.OrderOf(_frames.State[pfn]) >= order;

    private void Allocate(uint pfn, int order)
    {
        if (Pcp.Remove(pfn))
            return;
        if (ZoneOf(pfn)!.Buddy.TryCarve(pfn, order))
            Tally.Captured++;
        else
            Tally.Surprises++;
    }

    private void Free(uint pfn, int order, bool pastPcp)
    {
        if (!pastPcp
            && (order <= Order.Costly || order == _machine.Pageblocks.BlockOrder))
        {
            if (!Pcp.Add(pfn, order))
                Tally.AllocatedUnseen++;
            return;
        }
        Pcp.Remove(pfn);
        Put(pfn, order, _machine.Pageblocks.TypeOf(pfn));
    }

    private void Put(uint pfn, int order, MigrateType type)
    {
        if (IsFree(pfn))
            Tally.Surprises++;
        else
            ZoneOf(pfn)!.Buddy.Put(pfn, order, type);
    }

    /// <summary>Pages believed to be on per-CPU lists, which must have gone to the buddy.
    /// </summary>
    private void Settle(uint pfn, int order)
    {
        uint end = pfn + Order.Pages(order);
        for (uint at = pfn; at < end; at++)
        {
            int held = Pcp.OrderOf(at);
            if (!Pcp.Remove(at))
                continue;
            Put(at, held, _machine.Pageblocks.TypeOf(at));
            Tally.Settled++;
        }
    }

    private void Isolate(uint pfn, int order)
    {
        if (!IsFree(pfn))
            Settle(pfn, order);
        byte state = _frames.State[pfn];
        if (FrameState.IsFreeOf(state, order))
            ZoneOf(pfn)!.Buddy.TakeBlock(pfn, order, order, FrameState.FreeType(state));
        else
            Tally.Surprises++;
    }

    /// <summary>A request of another type takes the block, or with it all that is free in its
    /// pageblock (<c>steal_suitable_fallback</c>).</summary>
    private void Fallback(in FtraceRecord record)
    {
        Tally.Extfrags++;
        int blockOrder = _machine.Pageblocks.BlockOrder;
        MigrateType type = record.Mobility;
        bool whole = type != MigrateType.Movable || record.Order >= blockOrder / 2;
        if (record.Order < blockOrder && whole)
            ZoneOf(record.Pfn)!.MoveFreeBlocks(record.Pfn, type);
        else if (IsFree(record.Pfn))
            ZoneOf(record.Pfn)!.Free.MoveToTail(record.Pfn, type);
        else
            Tally.Surprises++;
        if (!record.ChangesOwnership)
            return;
        uint end = record.Pfn + Order.Pages(Math.Max((int)record.Order, blockOrder));
        for (uint at = record.Pfn; at < end; at += _machine.Pageblocks.Pages)
            _machine.Pageblocks.SetType(at, type);
    }
}
