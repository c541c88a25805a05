using FragSim.Sim.Kernel;

namespace FragSim.Sim.Run;

/// <summary>Is shown the machine at every snapshot mark.</summary>
public interface ISnapshotSink
{
    void Take(string mark, Machine machine);
}
