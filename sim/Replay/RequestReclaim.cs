using FragSim.Sim.Kernel;

namespace FragSim.Sim.Replay;

/// <summary>
/// What a recorded kernel reclaimed for huge requests. A request that is asked later than in the
/// recording, as the one before lasted longer, has what was reclaimed for it, and no more.
/// </summary>
/// <remarks>The pages themselves are free from when the recording says so.</remarks>
public sealed class RequestReclaim : IGivenReclaim
{
    private readonly Queue<Got> ended = new();
    private Got own;
    private Got late;
    private bool isLate;

    /// <summary>A page was freed.</summary>
    public void Freed() => Current.Pages++;

    /// <summary>The recorded task is done reclaiming.</summary>
    /// <param name="scans">Pages of LRU lists that it looked at.</param>
    /// <param name="rounds">Rounds over a zone.</param>
    /// <param name="inVain">It freed nothing: what was freed meanwhile, others freed.</param>
    public void Done(long scans, long rounds, bool inVain)
    {
        ref Got got = ref Current;
        if (inVain)
            got.Pages = 0;
        got.Scans += scans;
        got.Rounds += rounds;
    }

    /// <summary>The recorded kernel begins with a request.</summary>
    /// <param name="waits">It is not served yet.</param>
    internal void Begin(bool waits)
    {
        if (isLate)
            ended.Enqueue(late);
        late = default;
        isLate = waits;
        if (!waits)
            own = default;
    }

    /// <summary>The one that has waited longest is served.</summary>
    internal void Serve()
    {
        if (ended.TryDequeue(out own))
            return;
        own = late;
        late = default;
        isLate = false;
    }

    /// <inheritdoc/>
    public GivenReclaim Take()
    {
        Got got = own;
        own = default;
        return new GivenReclaim(got.Pages, got.Scans, got.Rounds);
    }

    private ref Got Current => ref isLate ? ref late : ref own;

    private struct Got
    {
        public long Pages;
        public long Scans;
        public long Rounds;
    }
}
