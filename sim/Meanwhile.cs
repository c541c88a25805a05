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
/// nothing, one that is ahead lets pass what happened until the kernel was there too.</remarks>
public sealed class Meanwhile
{
    private readonly Machine machine;
    private readonly Progress[] workers = [new(), new()];
    private readonly Stack<Ledger> spare = new([new(), new(), new(), new()]);
    private readonly Stack<Progress?> outer = new(4);
    private Progress? current;

    internal Meanwhile(Machine machine) => this.machine = machine;

    /// <summary>Applies the next event of the workload; false at its end. Null when the workload
    /// cannot be interrupted.</summary>
    internal Func<bool>? ApplyNext { get; set; }

    /// <summary>A step of the work is done: others run.</summary>
    public void Pass()
    {
        if (current is not { } worker || worker.Reached > worker.Stage)
            return;
        while (worker.Open && (worker.Reached < worker.Stage || worker.Steps == 0))
            Let(worker);
        if (worker.Reached == worker.Stage && worker.Steps > 0)
            worker.Steps--;
    }

    /// <summary>The worker reclaims: what the recorded one got, it has from here on.</summary>
    public void PassReclaim()
    {
        if (current is not { } worker)
            return;
        worker.Stage = AfterReclaim(worker.Stage);
        while (worker.Open && worker.Reached < worker.Stage)
            Let(worker);
    }

    /// <summary>The worker goes on to compact synchronously.</summary>
    public void EnterSync()
    {
        if (current is { } worker)
            worker.Stage = AfterEnteringSync(worker.Stage);
    }

    /// <summary>The simulated worker begins. Inside work of its own nothing passes: a damaged
    /// recording may nest requests without end.</summary>
    internal void Enter(Worker who)
    {
        outer.Push(current);
        Progress worker = workers[(int)who];
        current = worker.Busy ? null : worker;
        current?.Begin(ApplyNext != null);
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
    internal void Reclaimed(Worker who) => workers[(int)who].Reach(AfterReclaim);

    /// <summary>The recorded worker begins to compact synchronously.</summary>
    internal void EnteredSync(Worker who) => workers[(int)who].Reach(AfterEnteringSync);

    /// <summary>The recorded worker is done.</summary>
    internal void Ended(Worker who) => workers[(int)who].Open = false;

    /// <summary>The next odd stage.</summary>
    private static int AfterReclaim(int stage) => (stage + 1) | 1;

    /// <summary>The next even stage, unless it is one of synchronous compaction already.</summary>
    private static int AfterEnteringSync(int stage) =>
        stage == 0 || (stage & 1) != 0 ? (stage | 1) + 1 : stage;

    private void Let(Progress worker)
    {
        Progress? self = current;
        Ledger caller = machine.CallerLedger;
        Ledger paying = machine.Ledger;
        Ledger others = spare.Pop();
        machine.CallerLedger = machine.Ledger = others;
        current = null;
        bool more = ApplyNext!();
        spare.Push(others);
        machine.CallerLedger = caller;
        machine.Ledger = paying;
        current = self;
        worker.Open &= more;
    }

    private sealed class Progress
    {
        /// <summary>The recorded worker is still at it.</summary>
        public bool Open { get; set; }

        /// <summary>Where the simulated worker is.</summary>
        public int Stage { get; set; }

        /// <summary>Where the recorded worker is.</summary>
        public int Reached { get; private set; }

        /// <summary>Steps of the recorded worker at that stage not yet made here.</summary>
        public int Steps { get; set; }

        /// <summary>The simulated worker is at it.</summary>
        public bool Busy { get; private set; }

        public void Begin(bool open)
        {
            Busy = true;
            Open = open;
            Stage = Reached = Steps = 0;
        }

        public void End() => Busy = Open = false;

        public void Reach(Func<int, int> after)
        {
            int stage = after(Reached);
            if (stage == Reached)
                return;
            Reached = stage;
            Steps = 0;
        }
    }
}
