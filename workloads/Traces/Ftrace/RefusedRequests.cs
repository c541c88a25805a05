using FragSim.Sim.Base;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// Huge-page allocations that failed, until it is known whether the task tries again at once: a
/// fault makes up to two attempts (<c>vma_alloc_folio</c>), and they are one request.
/// </summary>
internal sealed class RefusedRequests(KernelTranslator translator)
{
    private const int MostWaiting = 256;

    private readonly List<FtraceRecord> waiting = [];

    public void Add(in FtraceRecord record)
    {
        if (waiting.Count == MostWaiting)
            GiveUp(0);
        waiting.Add(record);
    }

    /// <summary>The task of a waiting request does something: it either tries again, which makes
    /// the earlier attempt part of the later one, or has given up.</summary>
    public void Before(in FtraceRecord record)
    {
        if (waiting.Count == 0
            || record.Kind is not (FtraceKind.Alloc or FtraceKind.AllocFailed))
            return;
        int at = 0;
        while (at < waiting.Count && waiting[at].Pid != record.Pid)
            at++;
        if (at == waiting.Count)
            return;
        if (record.Order == Order.Huge)
            waiting.RemoveAt(at);
        else
            GiveUp(at);
    }

    /// <summary>The trace has ended: no task tries again.</summary>
    public void Flush()
    {
        while (waiting.Count > 0)
            GiveUp(0);
    }

    private void GiveUp(int at)
    {
        translator.Refused(waiting[at]);
        waiting.RemoveAt(at);
    }
}
