using FragSim.Sim.Memory;

namespace FragSim.Sim.Results;

/// <summary>Is shown the machine at every snapshot mark.</summary>
public interface ISnapshotSink
{
    void Take(string mark, Machine machine);
}
