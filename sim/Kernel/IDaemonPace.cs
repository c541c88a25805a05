namespace FragSim.Sim.Kernel;

/// <summary>When kcompactd gets the CPU for the next step of its work.</summary>
public interface IDaemonPace
{
    /// <summary>Others run between two steps; else it does all its work at once.</summary>
    bool InSteps { get; }

    /// <summary>It is in the middle of its work.</summary>
    bool AtWork { get; set; }

    /// <summary>It is due now: to look for work, or to make a step.</summary>
    bool IsDue { get; }

    /// <summary>When the next step is due by its price alone, in ns; MaxValue while it is paced
    /// otherwise.</summary>
    long NextNs { get; }

    /// <summary>It runs now, and is no longer due.</summary>
    /// <returns>Whether it was due.</returns>
    bool TakeDue();

    /// <summary>A step is done.</summary>
    /// <param name="workNs">Its price.</param>
    void Worked(long workNs);
}
