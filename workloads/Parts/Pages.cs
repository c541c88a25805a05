using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Workloads.Parts;

/// <summary>A machine as the parts of a synthetic workload use it: named requests instead of
/// events, and the caller's clock moved by what each costs.</summary>
internal sealed class Pages
{
    private readonly IdPool ids;
    private IEventSink machine = null!;

    public Pages(IdPool ids) => this.ids = ids;

    /// <summary>The current actor's time.</summary>
    public long NowNs { get; set; }

    /// <summary>The machine is asking (a shrinker is at work): time does not move.</summary>
    public bool Shrinking { get; set; }

    public void Attach(IEventSink sink) => machine = sink;

    /// <summary>Allocates a block.</summary>
    /// <returns>Its id; <see cref="Pfn.None"/> when there is no memory.</returns>
    public uint Allocate(int order, MigrateType mobility, PageSource source,
        EventFlags flags = EventFlags.None)
    {
        uint id = ids.Take();
        if (AllocateAs(id, order, mobility, source, flags))
            return id;
        ids.Return(id);
        return Pfn.None;
    }

    /// <summary>Allocates a block under an id that the caller keeps.</summary>
    public bool AllocateAs(uint id, int order, MigrateType mobility, PageSource source,
        EventFlags flags = EventFlags.None) => Apply(new PageEvent
        {
            Op = EventOp.Alloc,
            Id = id,
            Order = (byte)order,
            Mobility = mobility,
            Source = source,
            Effort = Effort.Normal,
            Flags = flags,
        }) == OutcomeKind.Done;

    public void Free(uint id)
    {
        FreeKept(id);
        ids.Return(id);
    }

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

    public void Pin(uint id) => Apply(new PageEvent { Op = EventOp.Pin, Id = id });

    public void Dirty(uint id) => Apply(new PageEvent { Op = EventOp.Dirty, Id = id });

    public void Clean(uint id) => Apply(new PageEvent { Op = EventOp.Clean, Id = id });

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
