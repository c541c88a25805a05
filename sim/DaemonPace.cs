using FragSim.Sim.Memory;

namespace FragSim.Sim;

/// <summary>
/// When kcompactd makes its steps. Where a recording tells, it looks when the recorded one did and
/// makes a step whenever that one made one, so that others run in between; once the recorded one
/// sleeps and the simulated one is not done, each step takes as long as the recorded machine took
/// for work of the same price. Without a recording it does all its work at once.
/// </summary>
public sealed class DaemonPace
{
    private readonly Machine machine;
    private bool open;
    private bool told;
    private long clockNs;

    internal DaemonPace(Machine machine) => this.machine = machine;

    /// <summary>Its work goes in steps that others run between.</summary>
    public bool InSteps { get; internal set; }

    /// <summary>It is in the middle of its work.</summary>
    public bool AtWork { get; set; }

    /// <summary>It has been told to look, or to make a step.</summary>
    public bool IsTold => told;

    /// <summary>When the next step is due by time; never while the recorded one tells.</summary>
    public long NextNs => open ? long.MaxValue : clockNs;

    /// <summary>Takes the word that it was told.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TakeTold()
    {
        bool was = told;
        told = false;
        return was;
    }

    /// <summary>A step of a price is made; the next comes later.</summary>
    public void Worked(long workNs)
    {
        if (open && machine.NowNs > clockNs)
            machine.Meanwhile.Learn(machine.NowNs - clockNs, workNs);
        clockNs = open ? machine.NowNs
            : Math.Max(clockNs, machine.NowNs) + machine.Meanwhile.TimeOf(workNs);
    }

    /// <summary>The recorded one looks whether there is something to do.</summary>
    internal void Looks()
    {
        told = !AtWork;
        open = true;
        clockNs = machine.NowNs;
    }

    /// <summary>The recorded one makes a step.</summary>
    internal void Steps() => told = AtWork;

    /// <summary>The recorded one goes to sleep.</summary>
    internal void Sleeps()
    {
        open = false;
        clockNs = machine.NowNs;
    }
}
