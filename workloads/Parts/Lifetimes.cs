using FragSim.Sim.Base;

namespace FragSim.Workloads.Parts;

/// <summary>Blocks that are freed when their time has come.</summary>
internal sealed class Lifetimes(Pages pages)
{
    private readonly PriorityQueue<uint, (long DueNs, long Order)> due = new();
    private long added;

    public int Count => due.Count;

    /// <summary>When the next block goes; MaxValue when there is none.</summary>
    public long NextNs => due.TryPeek(out _, out (long DueNs, long) first)
        ? first.DueNs : long.MaxValue;

    /// <summary>Allocates nothing itself: takes over a block until its time has come.</summary>
    /// <param name="id">The block; none when there was no memory, which is fine.</param>
    /// <param name="untilNs">When it is freed.</param>
    public void Add(uint id, long untilNs)
    {
        if (id != Pfn.None)
            due.Enqueue(id, (untilNs, added++));
    }

    /// <summary>Frees what is due by now.</summary>
    public void Expire()
    {
        while (NextNs <= pages.NowNs)
            pages.Free(due.Dequeue());
    }
}
