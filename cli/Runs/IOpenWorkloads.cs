using FragSim.Sim.Events;
using FragSim.Workloads;
using FragSim.Workloads.Traces;

namespace FragSim.Cli.Runs;

/// <summary>The workloads of all simulations of a comparison.</summary>
internal interface IOpenWorkloads : IDisposable
{
    /// <summary>The workload of one simulation, by its place in the plan; used once.</summary>
    IWorkload For(int cell);

    /// <summary>The simulations wait for each other's reading: all must run at once.</summary>
    bool RunTogether { get; }
}

/// <summary>Each simulation makes its own.</summary>
internal sealed class SeparateWorkloads(Func<int, IWorkload> create) : IOpenWorkloads
{
    public bool RunTogether => false;

    public IWorkload For(int cell) => create(cell);

    public void Dispose() { }
}

/// <summary>A trace that is parsed once and handed to all, in step.</summary>
internal sealed class SharedTrace(ITrace trace, int readers, CancellationToken cancel)
    : IOpenWorkloads
{
    private readonly Broadcast broadcast = new(trace.OpenEvents(), readers, cancel);

    public bool RunTogether => true;

    public IWorkload For(int cell) => trace.ToWorkload(broadcast.Readers[cell]);

    public void Dispose() => broadcast.Dispose();
}
