using FragSim.Sim.Kernel;

namespace FragSim.Sim.Run;

/// <summary>Is shown the machine at every snapshot mark.</summary>
public interface ISnapshotSink
{
    /// <summary>A mark is reached: look at the machine, and leave it as it is.</summary>
    void Take(string mark, Machine machine);
}
