using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Workloads.Parts;

/// <summary>A machine as the parts of a synthetic workload use it: named requests instead of
/// events, and the caller's clock moved by what each costs.</summary>
internal sealed class Pages
{
    /// <summary>So many blocks before its turn comes it is worth telling of one.</summary>
    public const int Ahead = 16;

    /// <summary>Address ranges begin at multiples of so many pages.</summary>
    private const uint HugePage = 512;

    private readonly IdPool ids;
    private IEventSink machine = null!;
    private uint nextPage = HugePage;

    public Pages(IdPool ids) => this.ids = ids;

    /// <summary>The current actor's time.</summary>
    public long NowNs { get; set; }

    /// <summary>The machine is asking (a shrinker is at work): time does not move.</summary>
    public bool Shrinking { get; set; }

    /// <summary>Takes ids in a row, for blocks that are allocated by
    /// <see cref="AllocateAs"/>.</summary>
    /// <returns>The first.</returns>
    public uint Reserve(uint count) => ids.Reserve(count);

    public void Attach(IEventSink sink) => machine = sink;

    /// <summary>A range of addresses of its own, for pages that are neighbours
    /// (<see cref="PageEvent.Page"/>).</summary>
    /// <returns>Number of its first page.</returns>
    public uint Map(int size)
    {
        uint first = nextPage;
        uint end = (first + (uint)size + HugePage - 1) & ~(HugePage - 1);
        nextPage = end < 1u << 31 ? end : HugePage;
        return first;
    }

    /// <summary>Allocates a block.</summary>
    /// <returns>Its id; <see cref="Pfn.None"/> when there is no memory.</returns>
    public uint Allocate(int order, MigrateType mobility, PageSource source,
        EventFlags flags = EventFlags.None, Effort effort = Effort.Normal, uint page = 0)
    {
        uint id = ids.Take();
        if (AllocateAs(id, order, mobility, source, flags, effort, page))
            return id;
        ids.Return(id);
        return Pfn.None;
    }

    /// <summary>Allocates a block under an id that the caller keeps.</summary>
    public bool AllocateAs(uint id, int order, MigrateType mobility, PageSource source,
        EventFlags flags = EventFlags.None, Effort effort = Effort.Normal, uint page = 0) =>
        Apply(new PageEvent
        {
            Op = EventOp.Alloc,
            Id = id,
            Order = (byte)order,
            Mobility = mobility,
            Source = source,
            Effort = effort,
            Flags = flags,
            Page = page,
        }) == OutcomeKind.Done;

    public void Free(uint id)
    {
        FreeKept(id);
        ids.Return(id);
    }

    /// <summary>Frees blocks in the order of a list, and empties it.</summary>
    public void FreeAll(List<uint> blocks)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            if (i + Ahead < blocks.Count)
                Expect(blocks[i + Ahead]);
            Free(blocks[i]);
        }
        blocks.Clear();
    }

    /// <summary>Tells of a block that will be freed after some <see cref="Ahead"/> others. Nothing
    /// changes but speed: what is kept of the frames of a large machine is far away.</summary>
    public void Expect(uint id) => machine.Expect(new PageEvent { Op = EventOp.Free, Id = id });

    /// <summary>Frees a block whose id the caller keeps.</summary>
    public void FreeKept(uint id) => Apply(new PageEvent { Op = EventOp.Free, Id = id });

    /// <summary>Uses a page of the page cache.</summary>
    /// <returns>Whether it was in memory.</returns>
    public bool Touch(uint id) =>
        Apply(new PageEvent { Op = EventOp.Touch, Id = id }) == OutcomeKind.Done;

    /// <summary>Uses an anonymous page, which comes back from swap if it is there.</summary>
    public void UseAnon(uint id)
    {
        if (!Touch(id))
            AllocateAs(id, 0, MigrateType.Movable, PageSource.Anon, EventFlags.Lru);
    }

    public void Dirty(uint id) => Apply(new PageEvent { Op = EventOp.Dirty, Id = id });

    public void Clean(uint id) => Apply(new PageEvent { Op = EventOp.Clean, Id = id });

    /// <summary>Holds a page where it is, for as long as a device writes to it.</summary>
    public void Pin(uint id) => Apply(new PageEvent { Op = EventOp.Pin, Id = id });

    public void Unpin(uint id) => Apply(new PageEvent { Op = EventOp.Unpin, Id = id });

    /// <summary>Asks for a huge page, to be held under a new id.</summary>
    /// <returns>The id; <see cref="Pfn.None"/> when it was not granted.</returns>
    public uint Request(int order, Effort effort)
    {
        uint id = ids.Take();
        OutcomeKind kind = Apply(new PageEvent
        {
            Op = EventOp.Request,
            Id = id,
            Order = (byte)order,
            Mobility = MigrateType.Movable,
            Source = PageSource.Huge,
            Effort = effort,
        });
        if (kind == OutcomeKind.Done)
            return id;
        ids.Return(id);
        return Pfn.None;
    }

    /// <summary>A phase, a snapshot or a command.</summary>
    public void Say(EventOp op, int name = 0) =>
        Apply(new PageEvent { Op = op, Id = (uint)name });

    private OutcomeKind Apply(PageEvent e)
    {
        e.TimeNs = Shrinking ? 0 : NowNs;
        Outcome outcome = machine.Apply(e);
        NowNs += outcome.StallNs;
        return outcome.Kind;
    }
}
