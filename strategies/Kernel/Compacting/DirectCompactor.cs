using FragSim.Sim.Base;
using FragSim.Sim.Kernel;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>Compaction on behalf of a caller, zone by zone
/// (<c>__alloc_pages_direct_compact</c>, <c>try_to_compact_pages</c>).</summary>
internal sealed class DirectCompactor
{
    private readonly ZoneCompactor compactor;
    private readonly ZoneCompactor second = new();
    private ZoneProgress[] zones = [];

    public DirectCompactor(ZoneCompactor compactor) => this.compactor = compactor;

    public IReadOnlyList<ZoneProgress> Zones => zones;

    public void Boot(Machine machine)
    {
        zones = [.. machine.Zones.Select(z => new ZoneProgress(z))];
        foreach (ZoneProgress zone in zones)
        {
            zone.ResetPositions();
            if (machine.StartCompaction.FirstOrDefault(s => s.Zone == zone.Zone.Name) is { } start)
                zone.Resume(start);
        }
    }

    /// <summary>Compacts until a block is there, and allocates it.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="request">What the caller asks for.</param>
    /// <param name="mode">Asynchronous or synchronous.</param>
    /// <param name="result">The best that came of any zone.</param>
    /// <returns>First frame of the block, None without one.</returns>
    public uint Compact(Machine machine, in AllocationRequest request, CompactMode mode,
        out CompactResult result)
    {
        if (mode != CompactMode.Async)
            machine.Preemption.BeforeSyncCompaction();
        machine.Ledger.ChargeCompactCall(machine.Costs);
        uint pfn = TryZones(machine, Idle(), request, mode, out result);
        if (result == CompactResult.Skipped)
            return Pfn.None;
        machine.Counters[VmCounter.CompactStall]++;
        if (pfn == Pfn.None)
            pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
        if (pfn == Pfn.None)
        {
            machine.Counters[VmCounter.CompactFail]++;
            return Pfn.None;
        }
        machine.Counters[VmCounter.CompactSuccess]++;
        machine.Ledger.Grant(GrantPath.Compacted);
        ZoneProgress zone = zones[machine.ZoneOf(pfn).Index];
        zone.FlushSkips = false;
        zone.Succeeded(request.Order, allocated: true);
        return pfn;
    }

    /// <summary>Everything, without regard to what was found before
    /// (<c>vm.compact_memory</c>).</summary>
    public void CompactAll(Machine machine)
    {
        ZoneCompactor compactor = Idle();
        foreach (ZoneProgress zone in zones)
        {
            compactor.Compact(machine, zone, new(CompactTask.NoOrder, MigrateType.Movable,
                CompactMode.Sync, Direct: false, Full: true));
        }
    }

    /// <summary>A task may ask for a small block while another, which wants a huge page, is in the
    /// middle of its compaction.</summary>
    private ZoneCompactor Idle()
    {
        second.ExtfragThreshold = compactor.ExtfragThreshold;
        return compactor.IsRunning ? second : compactor;
    }

    private uint TryZones(Machine machine, ZoneCompactor compactor, in AllocationRequest request,
        CompactMode mode, out CompactResult best)
    {
        best = CompactResult.Skipped;
        int highest = machine.Allocator.HighestZone(request);
        for (int i = highest; i >= 0; i--)
        {
            ZoneProgress zone = zones[i];
            if (zone.IsDeferred(request.Order))
            {
                best = Better(best, CompactResult.Deferred);
                continue;
            }
            CompactResult result = TryZone(machine, compactor, zone, request, mode, highest);
            best = Better(best, result);
            if (result == CompactResult.Success)
            {
                zone.Succeeded(request.Order, allocated: false);
                return compactor.TakeCaptured();
            }
            if (mode != CompactMode.Async
                && result is CompactResult.Complete or CompactResult.PartialSkipped)
                zone.Defer(request.Order);
        }
        return Pfn.None;
    }

    private static CompactResult TryZone(Machine machine, ZoneCompactor compactor,
        ZoneProgress zone, in AllocationRequest request, CompactMode mode, int highest)
    {
        if (compactor.Unsuitable(zone.Zone, request.Order, highest, request.Mobility)
            is { } unsuitable)
            return unsuitable;
        return compactor.Compact(machine, zone, new(request.Order,
            zone.Zone.TypeFor(request.Mobility), mode, Direct: true, Full: false));
    }

    private static CompactResult Better(CompactResult a, CompactResult b) => a > b ? a : b;
}
