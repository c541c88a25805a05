using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Sim.Run;

namespace FragSim.Tests.Docs;

/// <summary>Where unmovable pages lie at the last snapshot, in percent.</summary>
internal sealed class Blocks : ISnapshotSink
{
    /// <summary>Pages that are unmovable, of all.</summary>
    public double UnmovablePct { get; private set; }

    /// <summary>Pageblocks that hold an unmovable page, of all.</summary>
    public double MixedPct { get; private set; }

    public void Take(string mark, Machine machine)
    {
        uint step = machine.Pageblocks.Pages;
        int blocks = 0, mixed = 0, unmovable = 0;
        for (uint at = 0; at + step <= machine.Frames.Count; at += step)
        {
            PageblockCell cell = PageblockSurvey.Survey(machine, at, at + step);
            blocks++;
            mixed += cell.Unmovable > 0 ? 1 : 0;
            unmovable += cell.Unmovable;
        }
        UnmovablePct = 100.0 * unmovable / machine.Frames.Count;
        MixedPct = 100.0 * mixed / blocks;
    }
}
