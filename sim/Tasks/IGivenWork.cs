using FragSim.Sim.Kernel;
using FragSim.Sim.Requests;

namespace FragSim.Sim.Tasks;

/// <summary>Work of the workload's own kernel that a run takes over as given instead of
/// simulating it: its reclaim, and the times at which its daemons worked.</summary>
public interface IGivenWork
{
    /// <summary>Serves requests at the pace that is given.</summary>
    internal IRequestServer Serve(Machine machine, IStrategy strategy, HugeRequests requests);
}
