using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Sim;

/// <summary>Whose work in the kernel a recording shows step by step.</summary>
public enum Worker : byte
{
    /// <summary>The task that asks for a huge page.</summary>
    Request,
    Kcompactd,
}

/// <summary>
/// What other tasks do while one compacts. A recorded kernel is preempted at every step of it, and
/// others take the pages it has just freed; so the simulated work lets as much of the recording
/// pass at each of its own steps as the recorded worker did.
/// </summary>
/// <remarks>Work goes in stages: 0 is asynchronous compaction, then each reclaim and each
/// synchronous compaction is one more. A simulation that is behind the recorded kernel waits for
/// nothing, one that is ahead lets pass what happened until the kernel was there too. Once the
/// recorded worker is done and the simulated one is not, as much time passes as the recorded
/// machine took, on average so far, for work of the same price.</remarks>
public sealed class Meanwhile
{
    private readonly Machine machine;
    private readonly WorkerProgress[] workers = [new(), new()];
    private readonly Stack<Ledger> spare = new([new(), new(), new(), new()]);
    private readonly Stack<WorkerProgress?> outer = new(4);
    private WorkerProgress? current;
    private IOpenLoop? workload;
    private IEventSink? sink;
    private double recordedNs = 1;
    private double simulatedNs = 1;

    internal Meanwhile(Machine machine) => this.machine = machine;

    /// <summary>A step of the work is done: others run.</summary>
    public void Pass()
    {
        if (current is not { } worker)
            return;
        long workNs = worker.WorkSince(machine.Ledger.Stall.TotalNs);
        if (!worker.Open)
        {
            PassTime(worker, workNs);
            return;
        }
        if (worker.Reached > worker.Stage)
            return;
        long began = machine.NowNs;
        while (worker.Open && (worker.Reached < worker.Stage || worker.Steps == 0))
            worker.Open &= Let();
        if (worker.Reached == worker.Stage && worker.Steps > 0)
            worker.Steps--;
        recordedNs += machine.NowNs - began;
        simulatedNs += workNs;
        worker.ClockNs = machine.NowNs;
    }

    /// <summary>The worker reclaims: what the recorded one got, it has from here on.</summary>
    public void PassReclaim()
    {
        if (current is not { } worker)
            return;
        worker.Stage = WorkerProgress.AfterReclaim(worker.Stage);
        while (worker.Open && worker.Reached < worker.Stage)
            worker.Open &= Let();
        worker.ClockNs = machine.NowNs;
    }

    /// <summary>The worker goes on to compact synchronously.</summary>
    public void EnterSync()
    {
        if (current is { } worker)
            worker.Stage = WorkerProgress.AfterEnteringSync(worker.Stage);
    }

    internal void Follow(IOpenLoop open, IEventSink loop)
    {
        workload = open;
        sink = loop;
    }

    internal bool IsBusy(Worker who) => workers[(int)who].Busy;

    /// <summary>Advances the clock, unless something is to happen before. What comes after the
    /// requests of a phase waits for them.</summary>
    internal bool TryAdvance(long ns)
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
    /// <param name="who">The worker.</param>
    /// <param name="recorded">The recorded one begins now, too.</param>
    /// <param name="passes">Others run meanwhile.</param>
    internal void Enter(Worker who, bool recorded, bool passes = true)
    {
        outer.Push(current);
        WorkerProgress worker = workers[(int)who];
        current = worker.Busy || workload == null || !passes ? null : worker;
        current?.Begin(recorded, machine.NowNs);
    }

    /// <summary>It is done; whatever the recorded one still does is nobody's.</summary>
    internal void Leave()
    {
        current?.End();
        current = outer.Pop();
    }

    /// <summary>The recorded worker made a step.</summary>
    internal void Stepped(Worker who) => workers[(int)who].Steps++;

    /// <summary>The recorded worker has reclaimed.</summary>
    internal void Reclaimed(Worker who) =>
        workers[(int)who].Reach(WorkerProgress.AfterReclaim(workers[(int)who].Reached));

    /// <summary>The recorded worker begins to compact synchronously.</summary>
    internal void EnteredSync(Worker who) =>
        workers[(int)who].Reach(WorkerProgress.AfterEnteringSync(workers[(int)who].Reached));

    /// <summary>The recorded worker is done.</summary>
    internal void Ended(Worker who) => workers[(int)who].Open = false;

    private void PassTime(WorkerProgress worker, long workNs)
    {
        worker.ClockNs = Math.Max(worker.ClockNs, machine.NowNs)
            + (long)(workNs * (recordedNs / simulatedNs));
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
            || (IsBusy(Worker.Request) && IsAfterRequests(next.Op)))
            return false;
        WorkerProgress? self = current;
        Ledger caller = machine.CallerLedger;
        Ledger paying = machine.Ledger;
        Ledger others = spare.Pop();
        machine.CallerLedger = machine.Ledger = others;
        current = null;
        workload.ApplyNext(sink!);
        spare.Push(others);
        machine.CallerLedger = caller;
        machine.Ledger = paying;
        current = self;
        return true;
    }
}
