using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// Several workloads side by side on one machine, each as large as its weight says. Phases are
/// those of the first; snapshots are those of all, with the workload's name before the mark.
/// </summary>
internal sealed class Mix : ISyntheticWorkload, IShrinker
{
    private const int MostWeight = 1000;

    /// <summary>A part as it stands on the command line.</summary>
    private sealed record Spelt(string Name, string Whole, int Weight);

    private readonly MixPart[] parts;
    private readonly List<string> names = [];
    private long shrinkRemainder;
    private MixPart? running;

    private Mix(string spelling, MixPart[] parts)
    {
        Name = spelling;
        this.parts = parts;
    }

    public static CatalogEntry Entry { get; } = new(
        "mix",
        "Several workloads side by side, each on its share of memory: "
            + "mix:kernbuild=2:jobs=4+desktop.",
        "the workloads that it names")
    {
        Parameters =
        [
            new CatalogParameter("WORKLOAD", "1", $"1 to {MostWeight}",
                "weight of a workload: its part of memory; its parameters follow behind a colon, "
                + "the next workload behind a +"),
        ],
    };

    public string Name { get; }

    public IReadOnlyList<string> Names => names;

    public long DurationNs => parts.Max(p => p.Workload.DurationNs);

    public long NextNs => Behind()?.NextNs ?? long.MaxValue;

    public long FreeableObjects => parts.Sum(p => p.FreeableObjects);

    /// <summary>Reads <c>kernbuild=2:jobs=4+desktop=1</c>.</summary>
    /// <exception cref="UsageException">A workload is not known or stands twice, or a weight is no
    /// number.</exception>
    public static Mix Create(string spelling, string rest, WorkloadSetup setup,
        Func<string, WorkloadSetup, ISyntheticWorkload> make)
    {
        Spelt[] spelt = [.. rest.Split('+', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(Parts)];
        if (spelt.Length == 0)
        {
            throw new UsageException(
                "mix needs workloads with weights: mix:kernbuild=2+desktop=1.");
        }
        int sum = spelt.Sum(p => p.Weight);
        var mix = new Mix(spelling, new MixPart[spelt.Length]);
        for (int i = 0; i < spelt.Length; i++)
        {
            (string name, string whole, int weight) = spelt[i];
            if (name == Entry.Name)
                throw new UsageException("mix cannot hold another mix.");
            if (spelt.Count(p => p.Name == name) > 1)
                throw new UsageException($"mix holds {name} twice; give it one weight.");
            ulong bytes = Math.Max(setup.MemoryBytes / (ulong)sum * (ulong)weight, 1UL << 20);
            mix.parts[i] = new MixPart(
                name, make(whole, setup with { MemoryBytes = bytes & ~4095UL }),
                i, spelt.Length, mix.names);
        }
        return mix;
    }

    /// <summary>Reads <c>kernbuild=2:jobs=4</c>, and <c>kernbuild=2,desktop=1</c>, of which the
    /// last may have parameters.</summary>
    private static IEnumerable<Spelt> Parts(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string[] heads = (colon < 0 ? text : text[..colon]).Split(
            [',', ';'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < heads.Length; i++)
        {
            string[] words = heads[i].Split('=', 2);
            int weight = WorkloadParameter.Number(words[0], 1, 1, MostWeight, "")
                .Read(Entry.Name, words.ElementAtOrDefault(1));
            bool last = i == heads.Length - 1;
            yield return new Spelt(
                words[0], words[0] + (last && colon >= 0 ? text[colon..] : ""), weight);
        }
    }

    /// <summary>The part whose next step is due first has its turn.</summary>
    public bool Step(IEventSink machine)
    {
        if (Behind() is not { } part)
            return false;
        running = part;
        part.Step(machine);
        running = null;
        return true;
    }

    public long NextOtherNs => Other() is { } part ? OtherNs(part) : long.MaxValue;

    public void StepOther(IEventSink machine)
    {
        MixPart part = Other()!;
        if (part == running)
            part.StepOther(machine);
        else
            part.Step(machine);
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

    /// <summary>The part that is due first while the running one makes a request.</summary>
    private MixPart? Other() => parts.Where(p => !p.Over).MinBy(OtherNs);

    private long OtherNs(MixPart part) => part == running ? part.NextOtherNs : part.NextNs;

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
