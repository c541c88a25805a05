using FragSim.Sim.Events;

namespace FragSim.Workloads.Parts;

/// <summary>One script that has a machine to itself. Each value that it yields is when it goes on.
/// </summary>
/// <param name="pages">Where it gets its memory.</param>
/// <param name="script">What happens.</param>
internal sealed class LoneScript(Pages pages, IEnumerable<long> script) : IDisposable
{
    private readonly IEnumerator<long> steps = script.GetEnumerator();

    /// <summary>Does the next step; false when there is none.</summary>
    public bool Step(IEventSink machine)
    {
        pages.Attach(machine);
        if (!steps.MoveNext())
            return false;
        pages.NowNs = Math.Max(pages.NowNs, steps.Current);
        return true;
    }

    public void Dispose() => steps.Dispose();
}
