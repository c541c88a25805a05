using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;

namespace FragSim.Sim.Tasks;

/// <summary>
/// What other tasks do while one works in the kernel: the next events of the workload, applied in
/// the middle of another. Each has a ledger of its own, so that nothing of it is charged to the
/// task that is preempted.
/// </summary>
internal sealed class OtherTasks(Machine machine, IWorkload workload, IEventSink loop)
{
    private readonly Stack<Ledger> ledgers = new([new(), new(), new(), new()]);

    /// <summary>When the next of them has something to do; MaxValue when none has.</summary>
    public long NextNs => workload.NextOtherNs;

    /// <summary>The next of them makes its next step.</summary>
    public void RunNext()
    {
        Ledger caller = machine.CallerLedger;
        Ledger paying = machine.Ledger;
        Ledger own = ledgers.Count > 0 ? ledgers.Pop() : new Ledger();
        machine.CallerLedger = machine.Ledger = own;
        workload.StepOther(loop);
        ledgers.Push(own);
        machine.CallerLedger = caller;
        machine.Ledger = paying;
    }
}
