using FragSim.Sim.Kernel;

namespace FragSim.Sim.Replay;

/// <summary>
/// When kcompactd makes its steps. Where a recording tells, it looks when the recorded one did and
/// makes a step whenever that one made one, so that others run in between; once the recorded one
/// sleeps and the simulated one is not done, each step takes as long as the recorded machine took
/// for work of the same price. Without a recording it does all its work at once.
/// </summary>
internal sealed class DaemonPace : IDaemonPace
{
    private readonly Machine machine;
    private readonly Meanwhile meanwhile;
    private bool open;
    private bool told;
    private long clockNs;

    /// <param name="machine">The machine.</param>
    /// <param name="meanwhile">Knows how long the recorded machine took for work of a
    /// price.</param>
    /// <param name="inSteps">Its work goes in steps that others run between.</param>
    public DaemonPace(Machine machine, Meanwhile meanwhile, bool inSteps)
    {
        this.machine = machine;
        this.meanwhile = meanwhile;
        InSteps = inSteps;
    }

    public bool InSteps { get; }

    public bool AtWork { get; set; }

    /// <summary>It has been told to look, or to make a step.</summary>
    public bool IsDue => told;

    /// <summary>When the next step is due by time; never while the recorded one tells.</summary>
    public long NextNs => open ? long.MaxValue : clockNs;

    public bool TakeDue()
    {
        bool was = told;
        told = false;
        return was;
    }

    /// <summary>A step of a price is made; the next comes later.</summary>
    public void Worked(long workNs)
    {
        if (open && machine.NowNs > clockNs)
            meanwhile.Learn(machine.NowNs - clockNs, workNs);
        clockNs = open ? machine.NowNs
            : Math.Max(clockNs, machine.NowNs) + meanwhile.TimeOf(workNs);
    }

    /// <summary>The recorded one looks whether there is something to do.</summary>
    public void Looks()
    {
        told = !AtWork;
        open = true;
        clockNs = machine.NowNs;
    }

    /// <summary>The recorded one makes a step.</summary>
    public void Steps() => told = AtWork;

    /// <summary>The recorded one goes to sleep.</summary>
    public void Sleeps()
    {
        open = false;
        clockNs = machine.NowNs;
    }
}
