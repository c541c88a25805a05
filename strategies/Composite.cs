using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies;

/// <summary>Several strategies as one: each does its part, in the order they are named; the first
/// that can help does.</summary>
internal sealed class Composite(IReadOnlyList<IStrategy> parts, string name) : IStrategy
{
    public string Name => name;

    public ReclaimPolicy Reclaim { get; } =
        parts.Aggregate(ReclaimPolicy.Plain, (all, part) => all | part.Reclaim);

    public long NextBackgroundNs => parts.Min(p => p.NextBackgroundNs);

    public bool Places => parts.Any(p => p.Places);

    public void Configure(MachineOptions options)
    {
        foreach (IStrategy part in parts)
            part.Configure(options);
    }

    public void Boot(Machine machine)
    {
        foreach (IStrategy part in parts)
            part.Boot(machine);
    }

    public uint Place(Machine machine, Zone zone, in AllocationRequest request)
    {
        foreach (IStrategy part in parts)
        {
            uint pfn = part.Places ? part.Place(machine, zone, request) : Pfn.None;
            if (pfn != Pfn.None)
                return pfn;
        }
        return Pfn.None;
    }

    public bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted)
    {
        foreach (IStrategy part in parts)
        {
            if (part.Fallback(machine, zone, order, wanted))
                return true;
        }
        return false;
    }

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        foreach (IStrategy part in parts)
        {
            uint pfn = part.Rescue(machine, request);
            if (pfn != Pfn.None)
                return pfn;
        }
        return Pfn.None;
    }

    public void CompactMemory(Machine machine)
    {
        foreach (IStrategy part in parts)
            part.CompactMemory(machine);
    }

    public void KswapdSleeps(Machine machine)
    {
        foreach (IStrategy part in parts)
            part.KswapdSleeps(machine);
    }

    public void WakeCompactor(Machine machine, int order, int highestZone)
    {
        foreach (IStrategy part in parts)
            part.WakeCompactor(machine, order, highestZone);
    }

    public long NextWorkNs(Machine machine) => parts.Min(p => p.NextWorkNs(machine));

    public void PassOver(long untilNs)
    {
        foreach (IStrategy part in parts)
            part.PassOver(untilNs);
    }

    public void Background(Machine machine)
    {
        foreach (IStrategy part in parts)
        {
            if (part.NextBackgroundNs <= machine.NowNs)
                part.Background(machine);
        }
    }
}
