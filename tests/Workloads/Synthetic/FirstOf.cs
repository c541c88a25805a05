using FragSim.Sim.Kernel;
using FragSim.Sim.Run;
using FragSim.Tests.Docs;

namespace FragSim.Tests.Workloads.Synthetic;

/// <summary>Where unmovable pages lie at one mark, in percent.</summary>
internal sealed class FirstOf(string mark) : ISnapshotSink
{
    private readonly Blocks blocks = new();

    public double UnmovablePct => blocks.UnmovablePct;

    public double MixedPct => blocks.MixedPct;

    public void Take(string name, Machine machine)
    {
        if (name == mark)
            blocks.Take(name, machine);
    }
}
