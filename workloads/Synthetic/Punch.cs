using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// Memory with holes everywhere: a program fills it with anonymous pages and frees three of every
/// four; after a rest huge pages are asked for until one fails. Nothing but the order of the pages
/// is in the way.
/// </summary>
/// <remarks>Gupta, "mm: Proactive compaction" v8, LKML, June 2020. A request first tries lightly,
/// then as hard as <c>__GFP_RETRY_MAYFAIL</c> allows.</remarks>
internal sealed class Punch : ISyntheticWorkload
{
    private const long Second = 1_000_000_000;
    private const uint BatchPages = 1 << 16;

    private readonly PunchShape shape;
    private readonly Pages pages;
    private readonly Rng rng;
    private readonly LoneScript script;

    public Punch(string name, PunchShape shape, ulong seed)
    {
        Name = name;
        this.shape = shape;
        rng = Rng.For(seed, "punch");
        pages = new Pages(new IdPool(shape.FillPages));
        script = new LoneScript(pages, Script());
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "punch",
            "Anonymous memory, three pages in four of it freed; then huge pages till one fails.",
            "Gupta, Proactive compaction v8, LKML, June 2020"),
        PunchShape.Parameters,
        spec => new Punch(spec.Spelling, PunchShape.From(spec), spec.Setup.Seed));

    public string Name { get; }

    public IReadOnlyList<string> Names { get; } = ["fill", "idle", "request", "punched", "held"];

    public long DurationNs => (shape.IdleSeconds + 10) * Second;

    public long NextNs => pages.NowNs;

    public bool Step(IEventSink machine) => script.Step(machine);

    public void Dispose() => script.Dispose();

    /// <summary>What happens; each value is when it goes on.</summary>
    private IEnumerable<long> Script()
    {
        pages.Say(EventOp.Phase, 0);
        for (uint done = 0; done < shape.FillPages; done += BatchPages)
        {
            Fill(done, Math.Min(done + BatchPages, shape.FillPages));
            yield return pages.NowNs;
        }
        for (uint done = 0; done < shape.FillPages; done += BatchPages)
        {
            Free(done, Math.Min(done + BatchPages, shape.FillPages));
            yield return pages.NowNs;
        }
        pages.Say(EventOp.Snapshot, 3);
        pages.Say(EventOp.Phase, 1);
        if (shape.Compact)
            pages.Say(EventOp.CompactMemory);
        yield return pages.NowNs + (shape.IdleSeconds * Second);
        pages.Say(EventOp.Phase, 2);
        const Effort effort = Effort.Normal | Effort.Thp | Effort.RetryMayFail;
        while (pages.Request(shape.HugeOrder, effort) != Pfn.None)
            yield return pages.NowNs;
        pages.Say(EventOp.Snapshot, 4);
    }

    private void Fill(uint from, uint to)
    {
        for (uint id = from; id < to; id++)
            pages.AllocateAs(id, 0, MigrateType.Movable, PageSource.Anon, EventFlags.Lru);
    }

    private void Free(uint from, uint to)
    {
        uint section = Order.Pages(shape.HugeOrder);
        for (uint id = from; id < to; id += (uint)shape.KeepOneOf)
        {
            uint kept = id + rng.Below((uint)shape.KeepOneOf);
            for (uint i = id; i < Math.Min(id + (uint)shape.KeepOneOf, to); i++)
            {
                if (i != kept)
                    pages.FreeKept(i);
            }
            bool first = id % section < shape.KeepOneOf;
            if (first && kept < to && rng.Happens((uint)shape.PinnedPercent * 10_000))
                pages.Pin(kept);
        }
    }
}
