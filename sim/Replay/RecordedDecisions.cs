using FragSim.Sim.Kernel;
using FragSim.Sim.Requests;
using FragSim.Sim.Tasks;

namespace FragSim.Sim.Replay;

/// <summary>The reclaim and the pace of a recorded kernel, as its recording tells them: for a
/// diagnosis of what the model places where, not for a prediction.</summary>
public sealed class RecordedDecisions : IGivenWork
{
    private RecordedDecisions()
    {
    }

    /// <summary>The only one; it has no state.</summary>
    public static RecordedDecisions Instance { get; } = new();

    IRequestServer IGivenWork.Serve(
        Machine machine, IStrategy strategy, HugeRequests requests) =>
        new RecordedKernel(machine, strategy, requests);
}
