using FragSim.Sim.Kernel;

namespace FragSim.Sim.Tasks;

/// <summary>
/// A task whose request is served takes as much time as the work costs, and others run meanwhile:
/// whatever has become due is done at the next <c>cond_resched</c>, since a task that wakes up
/// preempts one that has been running (<c>check_preempt_wakeup</c>, <c>kernel/sched/fair.c</c>,
/// 6.1). Others may take the pages that were just freed.
/// </summary>
/// <remarks>Simplified: what others do costs the preempted task no time, as if each had a CPU of
/// its own. A request made while another is served is served to its end first. Work for blocks that
/// is not measured is done at once.</remarks>
internal sealed class TimeSharing : IPreemption
{
    private readonly Machine machine;
    private readonly Action<long> advance;
    private long clockNs;
    private long chargedNs;
    private bool preempted;

    /// <param name="machine">The machine.</param>
    /// <param name="advance">Advances the machine's clock to a time, and runs kernel threads that
    /// are due by then.</param>
    public TimeSharing(Machine machine, Action<long> advance)
    {
        this.machine = machine;
        this.advance = advance;
    }

    /// <summary>All tasks but the one at work; null when there are none.</summary>
    public OtherTasks? Others { get; set; }

    /// <summary>When the next of them is due, in ns; MaxValue when none is.</summary>
    public long NextOtherNs => Others?.NextNs ?? long.MaxValue;

    /// <summary>A request is served.</summary>
    public bool IsServing { get; private set; }

    /// <summary>A request is served from here on, unless another is.</summary>
    /// <returns>Whether others run during it; then <see cref="Leave"/> must follow.</returns>
    public bool TryEnter()
    {
        if (IsServing)
            return false;
        IsServing = true;
        clockNs = machine.NowNs;
        chargedNs = 0;
        return true;
    }

    /// <summary>The request is over, and the rest of its time has passed.</summary>
    public void Leave()
    {
        CondResched();
        IsServing = false;
    }

    public void CondResched()
    {
        // Kernel threads have a pace of their own.
        if (!IsServing || preempted || machine.Ledger != machine.CallerLedger)
            return;
        long before = chargedNs;
        chargedNs = machine.Ledger.Stall.TotalNs;
        clockNs += chargedNs - before;
        preempted = true;
        while (NextOtherNs <= clockNs)
            Others!.RunNext();
        advance(clockNs);
        preempted = false;
    }

    public void BeforeDirectReclaim()
    {
    }

    public void BeforeSyncCompaction()
    {
    }
}
