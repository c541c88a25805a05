using System.Diagnostics;
using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>Moves blocks from one place to another (<c>mm/migrate.c</c>).</summary>
public sealed class Migrator
{
    private readonly Machine machine;

    internal Migrator(Machine machine) => this.machine = machine;

    /// <summary>Can the block that begins here be moved at all? Unmovable, pinned, huge and
    /// written-back ones cannot.</summary>
    public bool CanMove(uint pfn)
    {
        Frames frames = machine.Frames;
        return FrameState.IsAllocated(frames.State[pfn])
            && frames.Mobility(pfn) == MigrateType.Movable
            && frames.Source(pfn) != PageSource.Huge
            && (frames.Flags[pfn] & (PageFlags.Pinned | PageFlags.Writeback)) == 0;
    }

    /// <summary>Moves a block into an isolated one of the same order, and frees where it was.
    /// </summary>
    public void Move(uint from, uint to)
    {
        Frames frames = machine.Frames;
        int order = FrameState.OrderOf(frames.State[from]);
        Debug.Assert(frames.State[to] == FrameState.Isolated(order));
        uint id = frames.Owner[from];
        PageFlags flags = frames.Flags[from];
        MigrateType mobility = frames.Mobility(from);
        PageSource source = frames.Source(from);
        machine.IsolatedPages -= Order.Pages(order);
        machine.Ledger.ChargeMigrate(machine.Costs, order);
        machine.Counters[VmCounter.PgmigrateSuccess] += Order.Pages(order);
        machine.Free(from);
        machine.Own(to, order, id, mobility, source);
        frames.Flags[to] = flags & ~PageFlags.Lru;
        if ((flags & PageFlags.Lru) != 0)
            machine.ZoneOf(to).Lru.Add(to);
    }

    /// <summary>Takes a free block off the lists as a target.</summary>
    public void IsolateTarget(uint pfn)
    {
        machine.ZoneOf(pfn).Isolate(pfn);
        machine.IsolatedPages += machine.Frames.BlockSize(pfn);
    }

    /// <summary>Makes a block that an allocation returned a target.</summary>
    public void AdoptTarget(uint pfn, int order)
    {
        machine.Frames.State[pfn] = FrameState.Isolated(order);
        machine.IsolatedPages += Order.Pages(order);
    }

    /// <summary>Splits an isolated block into isolated blocks of a lower order
    /// (<c>split_map_pages</c>).</summary>
    public void SplitTarget(uint pfn, int order)
    {
        uint end = pfn + machine.Frames.BlockSize(pfn);
        for (uint at = pfn; at < end; at += Order.Pages(order))
            machine.Frames.State[at] = FrameState.Isolated(order);
    }

    /// <summary>Gives an unused target back.</summary>
    public void ReleaseTarget(uint pfn)
    {
        int order = FrameState.OrderOf(machine.Frames.State[pfn]);
        machine.IsolatedPages -= Order.Pages(order);
        machine.Release(pfn, order);
    }
}
