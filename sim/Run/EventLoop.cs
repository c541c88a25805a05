using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Requests;
using FragSim.Sim.Tasks;

namespace FragSim.Sim.Run;

/// <summary>
/// Applies one event after another: advances the clock, asks the machine, charges what the caller
/// waited for, samples. It knows no strategy by name.
/// </summary>
internal sealed class EventLoop : IEventSink
{
    /// <summary>From 4 GiB on, what is kept of the frames no longer fits into the nearer caches.
    /// </summary>
    private const uint LargeFrames = 1 << 20;

    /// <summary>After so many events the loop looks whether it is to end early.</summary>
    private const long CancelEvery = 1024;

    private readonly Machine machine;
    private readonly IStrategy strategy;
    private readonly RunRecorder recorder;
    private readonly HugeRequests requests;
    private readonly IReadOnlyList<string> names;
    private readonly ISnapshotSink? snapshots;
    private readonly bool isGiven;
    private readonly bool looksAhead;
    private readonly IRequestServer server;
    private readonly PageUse uses;

    /// <param name="machine">The machine.</param>
    /// <param name="strategy">The judgement.</param>
    /// <param name="recorder">Collects what is left behind.</param>
    /// <param name="names">Names of phases and marks.</param>
    /// <param name="snapshots">Is shown the machine at marks; may be null.</param>
    /// <param name="seed">Of what is left to chance here: see <see cref="Jitter"/>.</param>
    public EventLoop(Machine machine, IStrategy strategy, RunRecorder recorder,
        IReadOnlyList<string> names, ISnapshotSink? snapshots, ulong seed = 0)
    {
        this.machine = machine;
        this.strategy = strategy;
        this.recorder = recorder;
        this.names = names;
        this.snapshots = snapshots;
        IGivenWork? given = recorder.Options.Given;
        isGiven = given is not null;
        looksAhead = machine.Frames.Count >= LargeFrames;
        requests = new HugeRequests(machine, strategy, recorder);
        server = given?.Serve(machine, strategy, requests)
            ?? new RequestTask(machine, requests, new Jitter(seed), Advance);
        uses = new PageUse(machine);
    }

    public long Events { get; private set; }

    /// <summary>From here on other events of the workload are applied during requests.</summary>
    public void Follow(IWorkload workload) => server.Follow(workload, this);

    public Outcome Apply(in PageEvent e)
    {
        if (++Events % CancelEvery == 0)
            machine.Cancel.ThrowIfCancellationRequested();
        if (e.TimeNs > machine.NowNs)
            Advance(e.TimeNs);
        Outcome outcome = Do(e);
        while (server.TryServeNext())
        {
        }
        return outcome;
    }

    public void Expect(in PageEvent e)
    {
        if (looksAhead && e.Op == EventOp.Free)
            machine.Frames.PrefetchUse(machine.Handles[e.Id]);
    }

    private Outcome Do(in PageEvent e) => e.Op switch
    {
        EventOp.Alloc => Allocate(e),
        EventOp.Free => Free(e),
        EventOp.Request => server.Ask(e),
        EventOp.Touch => uses.Touch(e.Id),
        EventOp.Pin => uses.Pin(e.Id, true),
        EventOp.Unpin => uses.Pin(e.Id, false),
        EventOp.Dirty => uses.SetDirty(e.Id, true),
        EventOp.Clean => uses.SetDirty(e.Id, false),
        _ => Command(e),
    };

    /// <summary>Samples that became due, and what the background does meanwhile.</summary>
    private void Advance(long nowNs)
    {
        if (nowNs > SimulationOptions.MaxTimeNs)
        {
            throw new InputException($"an event at {nowNs} ns is later than "
                + $"{SimulationOptions.MaxTimeNs} ns, the latest time; times are nanoseconds "
                + "since the run began.");
        }
        while (recorder.NextSampleNs <= nowNs)
        {
            RunBackground(recorder.NextSampleNs);
            recorder.TakeSample();
        }
        RunBackground(nowNs);
    }

    private void RunBackground(long nowNs)
    {
        // Background threads work when they are due, however far apart events and samples are; a
        // recording says itself when its kernel's were, unless they are woken here.
        while (strategy.NextBackgroundNs <= nowNs
            && (machine.IsDaemonAtWork || !server.IsServing))
        {
            machine.Cancel.ThrowIfCancellationRequested();
            if (!machine.Kswapd.Awake)
                strategy.PassOver(Math.Min(strategy.NextWorkNs(machine), nowNs + 1));
            if (strategy.NextBackgroundNs > nowNs)
                break;
            machine.NowNs = Math.Max(machine.NowNs, strategy.NextBackgroundNs);
            RunKswapd();
            strategy.Background(machine);
        }
        machine.NowNs = Math.Max(machine.NowNs, nowNs);
        RunKswapd();
    }

    private void RunKswapd()
    {
        if (!isGiven && machine.Kswapd.NextNs <= machine.NowNs)
            machine.Kswapd.Run();
    }

    private Outcome Allocate(in PageEvent e)
    {
        machine.CallerLedger.Clear();
        var request = new AllocationRequest(e.Order, e.Mobility, e.Source, e.Effort)
        {
            Page = e.Page,
        };
        uint pfn = request.Is(Effort.AtTop)
            ? TopOfMemory.Take(machine, request) : Pfn.None;
        if (pfn == Pfn.None)
            pfn = machine.Allocator.Allocate(request);
        if (pfn == Pfn.None)
        {
            machine.Counters[VmCounter.AllocFailedBase]++;
            return new Outcome(OutcomeKind.Failed, machine.CallerLedger.Stall.TotalNs);
        }
        bool refault = machine.Handles.WasReclaimed(e.Id);
        bool swapped = machine.Handles.IsSwapped(e.Id);
        machine.Reclaimer.Left.Rename(e.Id);
        // What is on an LRU list can be moved, wherever it was asked to lie.
        bool lru = (e.Flags & EventFlags.Lru) != 0;
        machine.Own(pfn, e.Order, e.Id, lru ? MigrateType.Movable : e.Mobility, e.Source);
        if (lru)
            EnterLru(pfn, e);
        else
            machine.Slabs?.Allocated(pfn);
        if (swapped)
            machine.Reclaimer.SwapFreePages += Order.Pages(e.Order);
        else if (refault)
            machine.Counters[VmCounter.WorkingsetRefaultFile]++;
        return new Outcome(OutcomeKind.Done, machine.CallerLedger.Stall.TotalNs);
    }

    private void EnterLru(uint pfn, in PageEvent e)
    {
        PageFlags flags = e.Source == PageSource.Anon ? PageFlags.Anon : PageFlags.None;
        if ((e.Flags & EventFlags.Dirty) != 0)
        {
            flags |= PageFlags.Dirty;
            machine.Counters[VmCounter.NrDirtied] += Order.Pages(e.Order);
        }
        if ((e.Flags & EventFlags.Mlocked) != 0)
            flags |= PageFlags.Mlocked;
        machine.Frames.Flags[pfn] = flags;
        machine.OffLru.Add(pfn);
    }

    private Outcome Free(in PageEvent e)
    {
        if ((e.Flags & EventFlags.RecordedReclaim) != 0)
        {
            if (!isGiven)
                return machine.Reclaimer.Left.Free(e);
            machine.Counters[VmCounter.PgstealDirect]++;
            machine.OffLru.Drain();
            server.Freed(direct: (e.Flags & EventFlags.DirectReclaim) != 0);
        }
        bool pastPcp = (e.Flags & EventFlags.PastPcp) != 0;
        if (e.Order > 0)
        {
            machine.FreeJoined(e.Id, e.Order, pastPcp);
            return new Outcome(OutcomeKind.Done, 0);
        }
        uint pfn = machine.Handles[e.Id];
        if (pfn == Pfn.None)
        {
            bool reclaimed = machine.Handles.WasReclaimed(e.Id);
            if (machine.Handles.IsSwapped(e.Id))
                machine.Reclaimer.SwapFreePages++;
            if (reclaimed)
                machine.Handles.Forget(e.Id);
            machine.Counters[VmCounter.FreeSkipped]++;
            return new Outcome(reclaimed ? OutcomeKind.Missed : OutcomeKind.Unknown, 0);
        }
        machine.Handles.Forget(e.Id);
        machine.Free(pfn, pastPcp);
        return new Outcome(OutcomeKind.Done, 0);
    }

    private Outcome Command(in PageEvent e)
    {
        machine.CallerLedger.Clear();
        switch (e.Op)
        {
            case EventOp.Phase:
                recorder.TakeSample();
                recorder.Phase = names[(int)e.Id];
                requests.BeginPhase();
                break;
            case EventOp.Snapshot:
                recorder.TakeSample();
                snapshots?.Take(names[(int)e.Id], machine);
                break;
            case EventOp.CompactMemory:
                strategy.CompactMemory(machine);
                break;
            case EventOp.DropCaches:
                machine.Reclaimer.DropCaches();
                break;
            default:
                server.Note(e);
                break;
        }
        return new Outcome(OutcomeKind.Done, machine.CallerLedger.Stall.TotalNs);
    }
}
