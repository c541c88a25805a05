using System.Runtime.CompilerServices;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>A broken invariant: a defect of the model, never of its input.</summary>
/// <param name="message">Which invariant, and where.</param>
public sealed class AuditException(string message) : Exception(message);

/// <summary>Recounts everything from scratch and compares: slow, for tests and
/// <see cref="SimulationOptions.Validate"/>.</summary>
public static class ZoneAudit
{
    /// <summary>Checks every zone, that free, isolated and allocated frames make up what is
    /// managed, and that each owner's id names the block it owns.</summary>
    /// <exception cref="AuditException">They do not.</exception>
    /// <exception cref="OperationCanceledException">The run is to end early.</exception>
    public static void Validate(this Machine machine)
    {
        foreach (Zone zone in machine.Zones)
            zone.Validate(machine.Frames, machine.Cancel);
        long sum = machine.FreePages + machine.AllocatedPages + machine.IsolatedPages;
        Require(sum == machine.ManagedPages,
            $"free {machine.FreePages} + allocated {machine.AllocatedPages} + isolated "
            + $"{machine.IsolatedPages} is {sum}, not the managed {machine.ManagedPages}");
        RequireOwners(machine);
    }

    private static void RequireOwners(Machine machine)
    {
        Frames frames = machine.Frames;
        long owned = 0;
        foreach (Zone zone in machine.Zones)
        {
            for (uint pfn = zone.Start; pfn < zone.End; pfn += frames.BlockSize(pfn))
            {
                LookWhetherToEnd(pfn, machine.Cancel);
                uint id = frames.Owner[pfn];
                if (!FrameState.IsAllocated(frames.State[pfn]) || id == Pfn.None)
                    continue;
                Require(machine.Handles[id] == pfn,
                    $"the block at {pfn:x} belongs to {id}, which names {machine.Handles[id]:x}");
                owned++;
            }
        }
        Require(owned == machine.Handles.InMemory,
            $"{owned} blocks have an owner, {machine.Handles.InMemory} ids name a block");
    }

    /// <summary>Checks a zone: blocks tile it, lists and counts agree with them, no two buddies
    /// that should have merged are free.</summary>
    public static void Validate(
        this Zone zone, Frames frames, CancellationToken cancel = default)
    {
        long free = 0, pcp = 0, managed = 0;
        var counts = new BlockTable();
        for (uint pfn = zone.Start; pfn < zone.End;)
        {
            LookWhetherToEnd(pfn, cancel);
            byte state = frames.State[pfn];
            Require(state != FrameState.Tail, $"pfn {pfn:x} of zone {zone.Name} is in no block");
            int order = FrameState.OrderOf(state);
            uint size = Order.Pages(order);
            Require(Pfn.IsAligned(pfn, Math.Min(order, 31)), $"block at {pfn:x} is not aligned");
            Require(zone.End - pfn >= size, $"block at {pfn:x} leaves zone {zone.Name}");
            managed += state == FrameState.Reserved ? 0 : size;
            pcp += FrameState.IsPcp(state) ? size : 0;
            if (FrameState.IsFree(state))
            {
                free += size;
                counts[order, FrameState.FreeType(state)]++;
                RequireMerged(zone, frames, pfn, order);
            }
            for (uint tail = pfn + 1; tail < pfn + size; tail++)
                Require(frames.State[tail] == FrameState.Tail, $"pfn {tail:x} is in two blocks");
            pfn += size;
        }
        Require(free == zone.FreePages, $"{free} free pages found, {zone.FreePages} counted");
        Require(pcp == zone.PcpPages, $"{pcp} per-CPU pages found, {zone.PcpPages} counted");
        Require(managed == zone.Managed, $"{managed} managed found, {zone.Managed} counted");
        RequireLists(zone, frames, counts);
    }

    private static void RequireLists(Zone zone, Frames frames, BlockTable counts)
    {
        for (MigrateType type = 0; (int)type < MigrateTypes.Count; type++)
        {
            for (int order = 0; order < Order.Count; order++)
            {
                long listed = Listed(zone, frames, order, type);
                Require(listed == counts[order, type] && listed == zone.Free.Count(order, type),
                    $"order {order} {type}: {counts[order, type]} found, {listed} listed, "
                    + $"{zone.Free.Count(order, type)} counted");
            }
        }
    }

    private static long Listed(Zone zone, Frames frames, int order, MigrateType type)
    {
        long listed = 0;
        uint list = zone.Free.List(order, type);
        for (uint pfn = frames.First(list); pfn != list; pfn = frames.Next(pfn))
        {
            Require(frames.State[pfn] == FrameState.Free(order, type),
                $"pfn {pfn:x} is on the list of order {order} {type}, its state says other");
            Require(frames.Prev(frames.Next(pfn)) == pfn, $"links at {pfn:x} do not meet");
            listed++;
        }
        return listed;
    }

    private static void RequireMerged(Zone zone, Frames frames, uint pfn, int order)
    {
        uint buddy = Pfn.Buddy(pfn, order);
        if (order >= Order.MaxBuddy || !zone.Contains(buddy)
            || !FrameState.IsFreeOf(frames.State[buddy], order))
            return;
        bool mayDiffer = order >= zone.Pageblocks.BlockOrder
            && zone.TypeOf(pfn) != zone.TypeOf(buddy);
        Require(mayDiffer, $"buddies {pfn:x} and {buddy:x} of order {order} are both free");
    }

    /// <summary>Once in 65536 frames; a larger block is one step.</summary>
    private static void LookWhetherToEnd(uint pfn, CancellationToken cancel)
    {
        if ((ushort)pfn == 0)
            cancel.ThrowIfCancellationRequested();
    }

    private static void Require(
        bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref Complaint otherwise)
    {
        if (!holds)
            throw new AuditException(otherwise.Take());
    }
}
