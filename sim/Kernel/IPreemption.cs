namespace FragSim.Sim.Kernel;

/// <summary>
/// Where a task that works in the kernel may be preempted (<c>cond_resched</c>): others run, and
/// may take pages that have just been freed. What memory looks like afterwards is not what it was.
/// </summary>
public interface IPreemption
{
    /// <summary>A step of compaction is done: a page was moved, or a cluster isolated
    /// (<c>cond_resched</c> in <c>mm/compaction.c</c>).</summary>
    void CondResched();

    /// <summary>The task is about to reclaim for its request
    /// (<c>__alloc_pages_direct_reclaim</c>).</summary>
    void BeforeDirectReclaim();

    /// <summary>The task is about to compact synchronously
    /// (<c>__alloc_pages_direct_compact</c>).</summary>
    void BeforeSyncCompaction();
}
