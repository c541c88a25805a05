using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Reclaim;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// Several workloads side by side on one machine, each as large as its weight says. Phases are
/// those of the first; snapshots are those of all, with the workload's name before the mark.
/// </summary>
internal sealed class Mix : ISyntheticWorkload, IShrinker
{
    private const int MostWeight = 1000;

    private readonly MixPart[] parts;
    private readonly List<string> names = [];
    private long shrinkRemainder;

    private Mix(string spelling, MixPart[] parts)
    {
        Name = spelling;
        this.parts = parts;
    }

    public static CatalogEntry Entry { get; } = new(
        "mix",
        "Several workloads side by side, each on its share of memory: mix:kernbuild=2,desktop=1.",
        "the workloads that it names")
    {
        Parameters =
        [
            new CatalogParameter("WORKLOAD", "none", $"1 to {MostWeight}",
                "weight of a workload: its part of memory"),
        ],
    };

    public string Name { get; }

    public IReadOnlyList<string> Names => names;

    public long DurationNs => parts.Max(p => p.Workload.DurationNs);

    public long NextNs => Behind()?.NextNs ?? long.MaxValue;

    public long FreeableObjects => parts.Sum(p => p.FreeableObjects);

    /// <summary>Reads <c>kernbuild=2,desktop=1</c>.</summary>
    /// <exception cref="UsageException">A workload is not known, or a weight no number.</exception>
    public static Mix Create(string spelling, string rest, WorkloadSetup setup,
        Func<string, WorkloadSetup, ISyntheticWorkload> make)
    {
        Dictionary<string, string> pairs = WorkloadParameters.Pairs(Entry.Name, rest);
        if (pairs.Count == 0)
        {
            throw new UsageException(
                "mix needs workloads with weights: mix:kernbuild=2,desktop=1.");
        }
        (string Name, int Weight)[] weights = [.. pairs.Select(p => (p.Key, WorkloadParameter
            .Number(p.Key, 1, 1, MostWeight, "").Read(Entry.Name, p.Value)))];
        int sum = weights.Sum(w => w.Weight);
        var mix = new Mix(spelling, new MixPart[weights.Length]);
        for (int i = 0; i < weights.Length; i++)
        {
            (string name, int weight) = weights[i];
            if (name == Entry.Name)
                throw new UsageException("mix cannot hold another mix.");
            ulong bytes = Math.Max(setup.MemoryBytes / (ulong)sum * (ulong)weight, 1UL << 20);
            mix.parts[i] = new MixPart(
                name, make(name, setup with { MemoryBytes = bytes & ~4095UL }),
                i, weights.Length, mix.names);
        }
        return mix;
    }

    /// <summary>The part whose next step is due first has its turn.</summary>
    public bool Step(IEventSink machine)
    {
        if (Behind() is not { } part)
            return false;
        part.Step(machine);
        return true;
    }

    /// <summary>Each part shrinks by its share of all that could.</summary>
    public long Shrink(long objects)
    {
        long all = FreeableObjects;
        long freed = 0;
        foreach (MixPart part in parts)
        {
            if (all == 0)
                break;
            long share = (part.FreeableObjects * objects) + shrinkRemainder;
            shrinkRemainder = share % all;
            freed += part.Shrink(share / all);
        }
        return freed;
    }

    private MixPart? Behind()
    {
        MixPart? behind = null;
        foreach (MixPart part in parts)
        {
            if (!part.Over && (behind == null || part.NextNs < behind.NextNs))
                behind = part;
        }
        return behind;
    }

    public void Dispose() => Array.ForEach(parts, p => p.Dispose());
}
