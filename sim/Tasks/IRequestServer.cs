using FragSim.Sim.Events;

namespace FragSim.Sim.Tasks;

/// <summary>Serves requests in time: what others do during each.</summary>
internal interface IRequestServer
{
    /// <summary>A request is under way.</summary>
    bool IsServing { get; }

    /// <summary>From here on other events of the workload are applied during requests.</summary>
    void Follow(IWorkload workload, IEventSink loop);

    /// <summary>Serves a request, or has it wait for the one before.</summary>
    Outcome Ask(in PageEvent e);

    /// <summary>Serves a request that waits, if it is due before anything else.</summary>
    /// <returns>Whether one was served.</returns>
    bool TryServeNext();

    /// <summary>Takes what a recording tells of the recorded kernel's own work.</summary>
    void Note(in PageEvent e);

    /// <summary>A page was freed by recorded reclaim: by a task for its request, or by kswapd.
    /// </summary>
    void Freed(bool direct);
}
