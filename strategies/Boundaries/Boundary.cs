using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Strategies.Placing;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Boundaries;

/// <summary>
/// Splits memory in two at a border: below it everything that cannot move, above it what can, and
/// nothing unmovable ever lies above. The border moves with need, up by migrating the block above
/// it empty, down over blocks that hold nothing immovable. A huge request empties the best block
/// above the border.
/// </summary>
/// <remarks>Zhao et al., "Contiguitas", ISCA 2023, its software half: confined unmovable memory,
/// placed away from the border, and resizing in the background and on demand. Need is read off
/// free pages, where Contiguitas reads pressure stalls (PSI). Its hardware half, which migrates
/// unmovable pages so that the border can always come down, is not modelled. Reclaimable slabs
/// count as unmovable. The block is chosen and emptied as by <c>grouping</c>; pages of 1 GiB, which
/// it was made for, are had as in the kernel that it is built on, above the border.</remarks>
internal sealed class Boundary : IStrategy
{
    private const double DefaultShare = 1.0 / 16;

    private readonly Grouping grouping = new();
    private readonly ContiguousPages contiguous;
    private readonly double share;
    private Border[] borders = [];
    private BorderGuard? guard;

    public Boundary(string name, StrategyParameters parameters)
    {
        Name = name;
        contiguous = new ContiguousPages
        {
            FirstFrame = zone => zone.Index < borders.Length
                ? borders[zone.Index].Position : zone.Start,
        };
        share = parameters.Has("unmovable") ? parameters.Share("unmovable") : DefaultShare;
    }

    public static CatalogEntry Entry { get; } = new(
        "boundary",
        "Unmovable pages below a border that moves with need; unmovable=6.25% at first.",
        "Zhao et al., Contiguitas, ISCA 2023");

    public string Name { get; }

    public bool Places => true;

    public long NextBackgroundNs => guard?.NextNs ?? long.MaxValue;

    public void Configure(MachineOptions options) => grouping.Configure(options);

    public void Boot(Machine machine)
    {
        borders = [.. machine.Zones.Where(z => !z.Span.MovableOnly)
            .Select(z => new Border(machine, z, share))];
        guard = new BorderGuard(machine, borders);
    }

    public uint Place(Machine machine, Zone zone, in AllocationRequest request)
    {
        if (zone.Index >= borders.Length)
            return Pfn.None;
        Border border = borders[zone.Index];
        if (request.Mobility != MigrateType.Movable)
            return border.PlaceUnmovable(request.Order);
        guard!.Watch(machine, border);
        return border.MakeMovable(request.Order);
    }

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (request.Order > Order.MaxBuddy && request.Is(Effort.Direct))
            return contiguous.Take(machine, request);
        if (HasRoomAbove(machine, request.Order))
            return grouping.Rescue(machine, request);
        machine.Ledger.Refuse(FailureCause.NoMemory);
        return Pfn.None;
    }

    public void Background(Machine machine) => guard!.Run(machine);

    public long NextWorkNs(Machine machine) => guard?.NextWorkNs ?? long.MaxValue;

    public void PassOver(long untilNs) => guard?.PassOver(untilNs);

    /// <summary>Pages of a block can only move to what is free above the border.</summary>
    private bool HasRoomAbove(Machine machine, int order)
    {
        long below = 0;
        foreach (Border border in borders)
            below += border.FreeBelow;
        return Grouping.HasRoom(machine, order, unusable: below);
    }
}
