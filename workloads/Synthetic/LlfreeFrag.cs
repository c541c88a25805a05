using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// The fragmentation run of LLFree: all memory is filled with single pages, a random half of them
/// freed, and then, a hundred times, a tenth of what is left freed and allocated again, one page
/// at a time. Nothing is asked for meanwhile but these pages: whether whole huge pages become free
/// is up to where the allocator puts them. At the end all that is free is asked for as huge pages.
/// </summary>
/// <remarks>The <c>frag</c> program of github.com/luhsra/llfree-rs (<c>eval/src/bin/frag.rs</c>),
/// Wrenger et al., USENIX ATC 2023; one core instead of eight. The requests at the end are not part
/// of it: it counts free huge pages, as the samples here do. They may neither compact nor
/// reclaim.</remarks>
internal sealed class LlfreeFrag(string name, WorkloadSetup setup) : ISyntheticWorkload
{
    private const int Rounds = 100;
    private const long Second = 1_000_000_000;

    private readonly uint pages = (uint)(setup.MemoryBytes >> 12);
    private readonly int hugeOrder = setup.HugeOrder;
    private readonly Rng rng = Rng.For(setup.Seed, "llfree-frag");
    private readonly List<uint> held = [];
    private long nowNs;
    private int round = -1;
    private uint nextId;

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "llfree-frag",
            "Memory filled, a random half freed, then a tenth freed and allocated anew a hundred "
            + "times.",
            "LLFree's frag benchmark; Wrenger et al., USENIX ATC 2023"),
        [],
        spec => new LlfreeFrag(spec.Spelling, spec.Setup));

    /// <summary>A round takes a second.</summary>
    public long DurationNs => (Rounds + 2) * Second;

    public long NextNs => nowNs;

    public string Name { get; } = name;

    public IReadOnlyList<string> Names { get; } = ["churn", "ask", "half-free", "churned"];

    public bool Step(IEventSink machine)
    {
        if (round > Rounds)
            return false;
        if (round < 0)
            FillAndFreeHalf(machine);
        else if (round < Rounds)
            Renew(machine);
        else
            Ask(machine);
        round++;
        nowNs += Second;
        return true;
    }

    public void Dispose()
    {
    }

    private void FillAndFreeHalf(IEventSink machine)
    {
        Apply(machine, EventOp.Phase, 0);
        while (Allocate(machine, nextId))
            held.Add(nextId++);
        for (int i = held.Count - 1; i > 0; i--)
        {
            int other = (int)rng.Below((uint)i + 1);
            (held[i], held[other]) = (held[other], held[i]);
        }
        int kept = held.Count / 2;
        for (int i = kept; i < held.Count; i++)
            Apply(machine, EventOp.Free, held[i]);
        held.RemoveRange(kept, held.Count - kept);
        Apply(machine, EventOp.Snapshot, 2);
    }

    private void Renew(IEventSink machine)
    {
        for (int n = held.Count / 10; n > 0; n--)
        {
            uint id = held[(int)rng.Below((uint)held.Count)];
            Apply(machine, EventOp.Free, id);
            Allocate(machine, id);
        }
    }

    private void Ask(IEventSink machine)
    {
        Apply(machine, EventOp.Snapshot, 3);
        Apply(machine, EventOp.Phase, 1);
        uint asked = (pages - (uint)held.Count) >> hugeOrder;
        for (uint i = 0; i < asked; i++)
        {
            machine.Apply(new PageEvent
            {
                TimeNs = nowNs,
                Op = EventOp.Request,
                Id = nextId + i,
                Order = (byte)hugeOrder,
                Mobility = MigrateType.Movable,
                Source = PageSource.Huge,
                Effort = Effort.None,
            });
        }
    }

    private bool Allocate(IEventSink machine, uint id) => machine.Apply(new PageEvent
    {
        TimeNs = nowNs,
        Op = EventOp.Alloc,
        Id = id,
        Mobility = MigrateType.Movable,
        Source = PageSource.Anon,
        Effort = Effort.None,
        Flags = EventFlags.Lru,
    }).Kind == OutcomeKind.Done;

    private void Apply(IEventSink machine, EventOp op, uint id) =>
        machine.Apply(new PageEvent { TimeNs = nowNs, Op = op, Id = id });
}
