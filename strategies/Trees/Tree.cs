using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Trees;

/// <summary>
/// Takes memory tree by tree instead of from the head of a list: a tree is a few neighbouring huge
/// pages, reserved for one kind of requests (immovable, movable, huge) and used until it is full.
/// The next is a tree that is nearly full already, so that the others empty by themselves; nothing
/// is ever moved.
/// </summary>
/// <remarks>Wrenger, Rommel, Halbuer, Dietrich, Lohmann, "LLFree", USENIX ATC 2023: per-CPU
/// reservations, best partial fit; classes of trees and their thresholds as in its later code
/// (github.com/luhsra/llfree-rs). One CPU is modelled, so each kind has one tree. Bit fields,
/// atomic counters and what they save in time are not modelled, nor are lists that LLFree does not
/// have removed: they serve what no tree can. With <c>grouping+</c> a tree serves from pageblocks
/// of the request's type alone.</remarks>
internal sealed class Tree : IStrategy
{
    private const int DefaultHugePages = 8;

    private readonly int hugePages;
    private ZoneTrees[] zones = [];

    public Tree(string name, StrategyParameters parameters)
    {
        Name = name;
        hugePages = parameters.Number("blocks", DefaultHugePages, 1, 64);
        if (!int.IsPow2(hugePages))
            throw new UsageException($"{name}: blocks={hugePages} is not a power of two; use 8.");
    }

    public static CatalogEntry Entry { get; } = new(
        "tree",
        "Fills one tree of blocks=8 huge pages after another, the fullest first, and moves "
        + "nothing.",
        "Wrenger et al., LLFree, USENIX ATC 2023");

    public string Name { get; }

    public bool Places => true;

    public void Boot(Machine machine) =>
        zones = [.. machine.Zones.Select(z => new ZoneTrees(machine, z, hugePages))];

    public uint Place(Machine machine, Zone zone, in AllocationRequest request) =>
        zone.Index < zones.Length ? zones[zone.Index].Place(request) : Pfn.None;
}
