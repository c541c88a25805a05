namespace FragSim.Sim.Kernel;

/// <summary>kcompactd does all its work at once when it looks.</summary>
internal sealed class AllAtOnce : IDaemonPace
{
    public bool InSteps => false;

    public bool AtWork { get; set; }

    public bool IsDue => false;

    public long NextNs => long.MaxValue;

    public bool TakeDue() => false;

    public void Worked(long workNs)
    {
    }
}
