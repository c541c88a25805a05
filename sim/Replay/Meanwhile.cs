using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;

namespace FragSim.Sim.Replay;

/// <summary>
/// What other tasks do while one compacts for its request. A recorded kernel is preempted at every
/// step of it, and others take the pages it has just freed; so the simulated work lets as much of
/// the recording pass at each of its own steps as the recorded worker did.
/// </summary>
/// <remarks>Work goes in stages: 0 is asynchronous compaction, then each reclaim and each
/// synchronous compaction is one more. A simulation that is ahead of the recorded kernel lets pass
/// what happened until the kernel was there too. Once the recorded worker is done with a stage and
/// the simulated one is not, as much time passes as the recorded machine took, on average so far,
/// for work of the same price.</remarks>
internal sealed class Meanwhile : IPreemption
{
    /// <summary>As if so much work had taken just its price, before anything is known.</summary>
    private const double FirstGuessNs = 1_000_000;

    private readonly Machine machine;
    private readonly WorkerProgress worker = new();
    private readonly Stack<Ledger> spare = new([new(), new(), new(), new()]);
    private readonly Stack<bool> outer = new(4);
    private bool atWork;
    private IOpenLoop? workload;
    private IEventSink? sink;
    private double recordedNs = FirstGuessNs;
    private double simulatedNs = FirstGuessNs;

    public Meanwhile(Machine machine) => this.machine = machine;

    public void CondResched()
    {
        if (!atWork)
            return;
        long workNs = worker.WorkSince(machine.Ledger.Stall.TotalNs);
        if (!worker.Open || worker.Reached > worker.Stage)
        {
            PassTime(workNs);
            return;
        }
        long began = machine.NowNs;
        while (worker.Open && (worker.Reached < worker.Stage || worker.Steps == 0))
            worker.Open &= Let();
        if (worker.Reached == worker.Stage && worker.Steps > 0)
            worker.Steps--;
        Learn(machine.NowNs - began, workNs);
        worker.ClockNs = machine.NowNs;
    }

    /// <summary>What the recorded worker reclaimed, this one has from here on.</summary>
    public void BeforeDirectReclaim()
    {
        if (!atWork)
            return;
        worker.Stage = WorkerProgress.AfterReclaim(worker.Stage);
        while (worker.Open && worker.Reached < worker.Stage)
            worker.Open &= Let();
        worker.ClockNs = machine.NowNs;
    }

    public void BeforeSyncCompaction()
    {
        if (atWork)
            worker.Stage = WorkerProgress.AfterEnteringSync(worker.Stage);
    }

    /// <summary>From here on other events of the workload are applied at every step.</summary>
    public void Follow(IOpenLoop open, IEventSink loop)
    {
        machine.Preemption = this;
        workload = open;
        sink = loop;
    }

    /// <summary>A request is under way.</summary>
    public bool IsBusy => worker.Busy;

    /// <summary>How long the recorded machine took for work of a price, on average so far.
    /// </summary>
    public long TimeOf(long workNs) => (long)(workNs * (recordedNs / simulatedNs));

    /// <summary>The recorded machine took a time for work of a price.</summary>
    public void Learn(long recordedNs, long workNs)
    {
        this.recordedNs += recordedNs;
        simulatedNs += workNs;
    }

    /// <summary>Advances the clock, unless something is to happen before. What comes after the
    /// requests of a phase waits for them.</summary>
    public bool TryAdvance(long ns)
    {
        if (workload!.Peek(out PageEvent next) && !IsAfterRequests(next.Op))
        {
            if (next.TimeNs <= ns)
                return false;
            machine.NowNs = Math.Max(machine.NowNs, ns);
        }
        return true;
    }

    /// <summary>The simulated worker begins. Inside work of its own nothing passes: a damaged
    /// recording may nest it without end.</summary>
    /// <param name="recorded">The recorded one begins now, too.</param>
    public void Enter(bool recorded)
    {
        outer.Push(atWork);
        atWork = !worker.Busy && workload != null;
        if (atWork)
            worker.Begin(recorded, machine.NowNs);
    }

    /// <summary>It is done; what the recorded one still does is not counted.</summary>
    public void Leave()
    {
        if (atWork)
            worker.End();
        atWork = outer.Pop();
    }

    /// <summary>The recorded worker made a step.</summary>
    public void Stepped() => worker.Steps++;

    /// <summary>The recorded worker has reclaimed.</summary>
    public void Reclaimed() => worker.Reach(WorkerProgress.AfterReclaim(worker.Reached));

    /// <summary>The recorded worker begins to compact synchronously.</summary>
    public void EnteredSync() =>
        worker.Reach(WorkerProgress.AfterEnteringSync(worker.Reached));

    /// <summary>The recorded worker is done.</summary>
    public void Ended() => worker.Open = false;

    private void PassTime(long workNs)
    {
        worker.ClockNs = Math.Max(worker.ClockNs, machine.NowNs) + TimeOf(workNs);
        RunUntil(worker.ClockNs);
    }

    private void RunUntil(long ns)
    {
        while (workload!.Peek(out PageEvent next) && next.TimeNs <= ns)
        {
            if (!Let())
                return;
        }
        machine.NowNs = Math.Max(machine.NowNs, ns);
    }

    private static bool IsAfterRequests(EventOp op) => op
        is EventOp.Phase or EventOp.Snapshot or EventOp.CompactMemory or EventOp.DropCaches
        or EventOp.RequestsOver;

    private bool Let()
    {
        if (!workload!.Peek(out PageEvent next)
            || (IsBusy && IsAfterRequests(next.Op)))
            return false;
        bool self = atWork;
        Ledger caller = machine.CallerLedger;
        Ledger paying = machine.Ledger;
        Ledger others = spare.Pop();
        machine.CallerLedger = machine.Ledger = others;
        atWork = false;
        workload.ApplyNext(sink!);
        spare.Push(others);
        machine.CallerLedger = caller;
        machine.Ledger = paying;
        atWork = self;
        return true;
    }
}
