using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Replay;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Strategies.Kernel.Settings;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>A small machine on the bench, driven one event at a time through the real event
/// loop.</summary>
internal sealed class TestMachine
{
    public TestMachine(string strategy = "none", int mebibytes = 64, int hugeOrder = Order.Huge,
        bool isGiven = false, params string[] set)
        : this(StrategyCatalog.Create(strategy), mebibytes, hugeOrder, isGiven, set)
    {
    }

    /// <param name="strategy">Runs the machine.</param>
    /// <param name="mebibytes">Size of RAM.</param>
    /// <param name="hugeOrder">Order of the huge pages asked for.</param>
    /// <param name="isGiven">Whether the events carry the frees of reclaim.</param>
    /// <param name="set">Kernel settings, NAME=VALUE.</param>
    public TestMachine(IStrategy strategy, int mebibytes = 64, int hugeOrder = Order.Huge,
        bool isGiven = false, params string[] set)
        : this(strategy, new SimulationOptions
        {
            MemoryBytes = (ulong)mebibytes << 20,
            HugeOrder = hugeOrder,
            Given = isGiven ? RecordedDecisions.Instance : null,
            Settings = new Dictionary<string, string>(set.Select(KernelSettingCatalog.Read)),
            MaxMaps = 0,
            SampleEveryNs = long.MaxValue / 4,
        })
    {
    }

    public TestMachine(IStrategy strategy, SimulationOptions options)
    {
        Strategy = strategy;
        Machine = Bootstrap.Empty(options, strategy);
        Recorder = new RunRecorder(Machine, options);
        Loop = new EventLoop(Machine, strategy, Recorder, ["phase"], null);
    }

    public IStrategy Strategy { get; }

    public Machine Machine { get; }

    public EventLoop Loop { get; }

    public RunRecorder Recorder { get; }

    public long NowNs { get; set; }

    public Zone Zone => Machine.Zones[0];

    public Ledger Ledger => Machine.CallerLedger;

    public uint this[uint id] => Machine.Handles[id];

    public bool Alloc(uint id, int order = 0, MigrateType mobility = MigrateType.Movable,
        PageSource source = PageSource.Anon, EventFlags flags = EventFlags.None,
        Effort effort = Effort.Normal) =>
        Loop.Apply(new PageEvent
        {
            TimeNs = NowNs,
            Op = EventOp.Alloc,
            Id = id,
            Order = (byte)order,
            Mobility = mobility,
            Source = source,
            Effort = effort,
            Flags = flags,
        }).Kind == OutcomeKind.Done;

    /// <summary>A page of clean page cache.</summary>
    public bool Cache(uint id, EventFlags more = EventFlags.None) =>
        Alloc(id, source: PageSource.PageCache, flags: EventFlags.Lru | more);

    public bool Unmovable(uint id, int order = 0) =>
        Alloc(id, order, MigrateType.Unmovable, PageSource.Slab);

    public bool Request(uint id, int order = Order.Huge, Effort effort = Effort.Normal) =>
        Loop.Apply(new PageEvent
        {
            TimeNs = NowNs,
            Op = EventOp.Request,
            Id = id,
            Order = (byte)order,
            Mobility = MigrateType.Movable,
            Source = PageSource.Huge,
            Effort = effort,
        }).Kind == OutcomeKind.Done;

    public Outcome Do(EventOp op, uint id = 0) =>
        Loop.Apply(new PageEvent { TimeNs = NowNs, Op = op, Id = id });

    public void Free(uint id) => Do(EventOp.Free, id);

    public long Count(VmCounter counter) => Machine.Counters[counter];

    public RequestRecord LastRequest => Finish().Requests[^1];

    public RunResult Finish() => Recorder.Finish(new RunKey("bench", Strategy.Name, 0), 0, 0);

    /// <summary>Allocates order-0 pages, ids from the one given up, until none is had.</summary>
    /// <returns>How many there are.</returns>
    public uint Fill(uint firstId, MigrateType mobility = MigrateType.Movable,
        EventFlags flags = EventFlags.Lru, Effort effort = Effort.None)
    {
        uint id = firstId;
        while (Alloc(id, 0, mobility, PageSource.Anon, flags, effort))
            id++;
        return id - firstId;
    }

    /// <summary>Recounts the machine, and checks that every id in use names the first frame of a
    /// block of its own.</summary>
    public void Audit(IEnumerable<uint> ids)
    {
        Machine.Validate();
        var heads = new HashSet<uint>();
        foreach (uint id in ids)
        {
            uint pfn = Machine.Handles[id];
            if (pfn == Pfn.None)
                continue;
            Assert.True(FrameState.IsAllocated(Machine.Frames.State[pfn]), $"id {id}");
            Assert.Equal(id, Machine.Frames.Owner[pfn]);
            Assert.True(heads.Add(pfn), $"two ids at {pfn:x}");
        }
    }
}
