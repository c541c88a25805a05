using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>One workload of a mix, with ids and names of its own.</summary>
/// <param name="name">The workload's name.</param>
/// <param name="workload">The workload; the part owns it.</param>
/// <param name="index">Its place among the parts.</param>
/// <param name="count">How many parts there are.</param>
/// <param name="names">Names of phases and marks of the whole mix.</param>
internal sealed class MixPart(string name, ISyntheticWorkload workload, int index, int count,
    List<string> names) : IEventSink, IShrinker, IDisposable
{
    private IEventSink machine = null!;

    public ISyntheticWorkload Workload => workload;

    /// <summary>When its next step is due.</summary>
    public long NextNs => workload.NextNs;

    public bool Over { get; private set; }

    public long FreeableObjects => (workload as IShrinker)?.FreeableObjects ?? 0;

    public void Step(IEventSink sink)
    {
        machine = sink;
        Over = !workload.Step(this);
    }

    /// <summary>While it makes a request: when another of its tasks is due.</summary>
    public long NextOtherNs => workload.NextOtherNs;

    public void StepOther(IEventSink sink)
    {
        machine = sink;
        workload.StepOther(this);
    }

    public long Shrink(long objects) => (workload as IShrinker)?.Shrink(objects) ?? 0;

    /// <summary>Passes an event on. Ids of the parts are woven together, so that they stay dense.
    /// </summary>
    public Outcome Apply(in PageEvent e)
    {
        PageEvent passed = e;
        switch (e.Op)
        {
            case EventOp.Phase when index > 0:
                return new Outcome(OutcomeKind.Done, 0);
            case EventOp.Phase or EventOp.Snapshot:
                passed.Id = (uint)IndexOf($"{name}-{workload.Names[(int)e.Id]}");
                break;
            default:
                passed.Id = (e.Id * (uint)count) + (uint)index;
                break;
        }
        return machine.Apply(passed);
    }

    public void Dispose() => workload.Dispose();

    private int IndexOf(string whole)
    {
        int at = names.IndexOf(whole);
        if (at >= 0)
            return at;
        names.Add(whole);
        return names.Count - 1;
    }
}
