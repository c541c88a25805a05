using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Strategies.Boundaries;
using FragSim.Strategies.Bounds;
using FragSim.Strategies.Hybrids;
using FragSim.Strategies.Kernel;
using FragSim.Strategies.Partitions;
using FragSim.Strategies.Placing;
using FragSim.Strategies.Reclaiming;
using FragSim.Strategies.Reservations;
using FragSim.Strategies.Shared;
using FragSim.Strategies.Trees;

namespace FragSim.Strategies;

/// <summary>Every strategy there is, one line each.</summary>
public static class StrategyCatalog
{
    private static readonly
        (CatalogEntry Entry, Func<string, StrategyParameters, IStrategy> Create)[] All =
    [
        (None.Entry, (_, _) => new None()),
        (Partition.Entry, (name, parameters) => new Partition(name, parameters)),
        (Grouping.Entry, (name, parameters) => new Grouping(name, parameters)),
        (Compaction.Entry, (name, parameters) => new Compaction(name, parameters)),
        (Oldest.Entry, (name, parameters) => new Oldest(name, parameters)),
        (Linear.Entry, (_, _) => new Linear()),
        (Lumpy.Entry, (_, _) => new Lumpy()),
        (Linux.Entry, (name, parameters) => new Linux(name, parameters)),
        (Proactive.Entry, (name, parameters) => new Proactive(name, parameters)),
        (Strict.Entry, (_, _) => new Strict()),
        (Reservation.Entry, (_, _) => new Reservation()),
        (Boundary.Entry, (name, parameters) => new Boundary(name, parameters)),
        (Tree.Entry, (name, parameters) => new Tree(name, parameters)),
        (Hybrid.Entry, (_, _) => new Hybrid()),
        (Emptiest.Entry, (_, _) => new Emptiest()),
        (Oracle.Entry, (_, _) => new Oracle()),
    ];

    /// <summary>Name, sentence and source of each strategy; presets are not among them.</summary>
    public static IReadOnlyList<CatalogEntry> Entries { get; } = [.. All.Select(s => s.Entry)];

    /// <summary>Kernels of their time, which are compositions.</summary>
    public static IReadOnlyList<CatalogEntry> Presets => KernelPresets.Entries;

    /// <summary>Names of those that <c>compare</c> runs by default, in order.</summary>
    public static IReadOnlyList<string> Defaults { get; } =
        ["none", "partition", "grouping", "compaction", "grouping+compaction", "linux"];

    /// <summary>A strategy from its spelling: <c>name[:parameters][+name[:parameters]…]</c>, or
    /// the name of a kernel of its time (<see cref="KernelPresets"/>).</summary>
    /// <exception cref="UsageException">The spelling is wrong; the message says what is right.
    /// </exception>
    public static IStrategy Create(string spelling)
    {
        if (KernelPresets.SpellingOf(spelling) is { } preset)
            return new Composite([.. preset.Split('+').Select(CreateOne)], spelling);
        IStrategy[] parts = [.. spelling.Split('+').Select(CreateOne)];
        return parts.Length == 1 ? parts[0] : new Composite(parts, spelling);
    }

    private static IStrategy CreateOne(string spelling)
    {
        int colon = spelling.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? spelling : spelling[..colon];
        string rest = colon < 0 ? "" : spelling[(colon + 1)..];
        int index = Array.FindIndex(All, s => s.Entry.Name == name);
        if (index < 0)
        {
            throw new UsageException(
                $"there is no strategy '{name}'"
                + NearWord.Choice(name, [.. All.Select(s => s.Entry.Name)], KernelPresets.Names)
                + ", alone or joined by '+'.");
        }
        StrategyParameters parameters = StrategyParameters.Parse(
            name, rest, name == Partition.Entry.Name ? Partition.FirstParameter : null);
        IStrategy strategy = All[index].Create(spelling, parameters);
        parameters.RequireAllKnown();
        return strategy;
    }
}
