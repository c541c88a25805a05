namespace FragSim.Sim.Replay;

/// <summary>How far a simulated worker and the recorded one have come with the same work.</summary>
internal sealed class WorkerProgress
{
    private long workedNs;

    /// <summary>The recorded worker is still at it.</summary>
    public bool Open { get; set; }

    /// <summary>The simulated worker is at it.</summary>
    public bool Busy { get; private set; }

    /// <summary>Stage of the simulated worker.</summary>
    public int Stage { get; set; }

    /// <summary>Stage of the recorded worker.</summary>
    public int Reached { get; private set; }

    /// <summary>Steps of the recorded worker at that stage not yet made here.</summary>
    public int Steps { get; set; }

    /// <summary>Up to when others have run.</summary>
    public long ClockNs { get; set; }

    public void Begin(bool recorded, long nowNs)
    {
        Busy = true;
        Open = recorded;
        Stage = Reached = Steps = 0;
        ClockNs = nowNs;
        workedNs = 0;
    }

    public void End() => Busy = Open = false;

    /// <summary>Price of what was done since this was last asked.</summary>
    public long WorkSince(long totalNs)
    {
        long ns = Math.Max(0, totalNs - workedNs);
        workedNs = totalNs;
        return ns;
    }

    public void Reach(int stage)
    {
        if (stage == Reached)
            return;
        Reached = stage;
        Steps = 0;
    }

    /// <summary>The next odd stage.</summary>
    public static int AfterReclaim(int stage) => (stage + 1) | 1;

    /// <summary>The next even stage, unless it is one of synchronous compaction already.</summary>
    public static int AfterEnteringSync(int stage) =>
        stage == 0 || (stage & 1) != 0 ? (stage | 1) + 1 : stage;
}
