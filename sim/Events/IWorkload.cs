namespace FragSim.Sim.Events;

/// <summary>A machine as a workload sees it: one event in, one outcome out.</summary>
public interface IEventSink
{
    /// <summary>Carries out one event. Times of events never go back.</summary>
    Outcome Apply(in PageEvent e);

    /// <summary>An event that will be applied a few events from now: what it needs may be loaded
    /// already. Nothing changes but speed.</summary>
    void Expect(in PageEvent e) { }
}

/// <summary>
/// A stream of events. Open-loop workloads (traces, recordings) run as written; closed-loop ones
/// (page cache, processes) look at each outcome before they go on.
/// </summary>
public interface IWorkload : IDisposable
{
    /// <summary>The name as given on the command line, parameters included.</summary>
    string Name { get; }

    /// <summary>Names of phases and snapshot marks, by the index that events carry in Id. May grow
    /// while the workload runs.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Applies the next few events (a handful to a few thousand, in order of time).
    /// False, without having applied any, when the workload is over.</summary>
    bool Step(IEventSink machine);

    /// <summary>While one task's request is served: when the next step of another task is due, in
    /// ns; MaxValue when there is none.</summary>
    long NextOtherNs => long.MaxValue;

    /// <summary>Applies the step that is due at <see cref="NextOtherNs"/>, in the middle of the
    /// request.</summary>
    void StepOther(IEventSink machine)
    {
    }
}

/// <summary>A workload that asks nothing back, and so can be taken one event at a time.</summary>
public interface IOpenLoop : IWorkload
{
    /// <summary>Applies the next event, also in the middle of another. False at the end.</summary>
    bool ApplyNext(IEventSink machine);

    /// <summary>Shows the next event. False at the end.</summary>
    bool Peek(out PageEvent next);
}
