namespace FragSim.Traces.Ftrace;

/// <summary>Which tasks are at one kind of work, and how long they were.</summary>
internal sealed class RoundClock(RoundTally tally)
{
    private const int MostTasks = 256;

    private readonly List<(int Pid, long BeganNs)> open = [];

    public void Begin(int pid, long ns, bool sync = false)
    {
        tally.Events++;
        tally.Sync += sync ? 1 : 0;
        // Where the end of one was lost, the task must not stay for good.
        if (Take(pid, out _) || open.Count == MostTasks)
            tally.Unpaired++;
        if (open.Count == MostTasks)
            open.RemoveAt(0);
        open.Add((pid, ns));
    }

    /// <summary>The task's round is over; false when none had begun.</summary>
    public bool End(int pid, long ns)
    {
        tally.Events++;
        if (!Take(pid, out long beganNs))
        {
            tally.Unpaired++;
            return false;
        }
        tally.Rounds++;
        tally.Ns += Math.Max(0, ns - beganNs);
        return true;
    }

    public bool Has(int pid) => IndexOf(pid) >= 0;

    /// <summary>The trace has ended.</summary>
    public void Finish()
    {
        tally.Unpaired += open.Count;
        open.Clear();
    }

    private bool Take(int pid, out long beganNs)
    {
        int at = IndexOf(pid);
        beganNs = at < 0 ? 0 : open[at].BeganNs;
        if (at >= 0)
            open.RemoveAt(at);
        return at >= 0;
    }

    private int IndexOf(int pid)
    {
        for (int i = 0; i < open.Count; i++)
            if (open[i].Pid == pid)
                return i;
        return -1;
    }
}
