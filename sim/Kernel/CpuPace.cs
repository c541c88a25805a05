namespace FragSim.Sim.Kernel;

/// <summary>kcompactd runs on a CPU of its own: each step of its work takes its price.</summary>
internal sealed class CpuPace(Machine machine) : IDaemonPace
{
    public bool InSteps => true;

    public bool AtWork { get; set; }

    public bool IsDue => false;

    public long NextNs { get; private set; }

    public bool TakeDue() => false;

    public void Worked(long workNs) => NextNs = Math.Max(NextNs, machine.NowNs) + workNs;
}
