using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Recordings;

namespace FragSim.Tests.Workloads;

/// <summary>Pages in use in the recorded machine, counted over the events of its recording.
/// </summary>
internal sealed class LivePages
{
    private readonly Recording recording;
    private readonly Dictionary<uint, int> orders = [];
    private readonly HashSet<uint> asked = [];
    private string phase = "";

    public LivePages(Recording recording)
    {
        this.recording = recording;
        foreach (var block in recording.Start.Blocks)
            Add(block.Id, block.Order);
    }

    private long OfTasks { get; set; }

    /// <summary>Of tasks, and of the requests whose pages are still held what the recorded kernel
    /// gave to their phase.</summary>
    public long Pages => OfTasks + (asked.Count == 0 ? 0 : Order.Pages(Order.Huge)
        * (long)recording.Requests.Count(r => r.Phase == phase && r.Granted));

    public void Apply(in PageEvent e, IReadOnlyList<string> names)
    {
        if (e.Op == EventOp.Phase)
            phase = names[(int)e.Id];
        else if (e.Op == EventOp.Request)
            asked.Add(e.Id);
        else if (e.Op == EventOp.Alloc)
            Add(e.Id, e.Order);
        else if (e.Op == EventOp.Free && !asked.Remove(e.Id))
        {
            for (uint id = e.Id; id < e.Id + Order.Pages(e.Order); id++)
            {
                OfTasks -= Order.Pages(orders[id]);
                orders.Remove(id);
            }
        }
    }

    private void Add(uint id, int order)
    {
        orders.Add(id, order);
        OfTasks += Order.Pages(order);
    }
}
