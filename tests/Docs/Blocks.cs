using FragSim.Sim.Memory;
using FragSim.Sim.Results;

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
        PageblockCell[] cells = PageblockSurvey.Map(machine).Cells;
        UnmovablePct = 100.0 * cells.Sum(c => c.Unmovable) / machine.Frames.Count;
        MixedPct = 100.0 * cells.Count(c => c.Unmovable > 0) / cells.Length;
    }
}
