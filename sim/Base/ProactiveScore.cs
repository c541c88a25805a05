namespace FragSim.Sim.Base;

/// <summary>When proactive compaction starts and stops (<c>mm/compaction.c</c>:
/// <c>fragmentation_score_node</c>, <c>fragmentation_score_wmark</c>).</summary>
public static class ProactiveScore
{
    /// <summary>A node's score: its zones' external fragmentation, weighted by size.</summary>
    public static int OfNode(ReadOnlySpan<(long PresentPages, int Extfrag)> zones)
    {
        long present = 0, score = 0;
        foreach ((long pages, _) in zones)
            present += pages;
        foreach ((long pages, int extfrag) in zones)
            score += pages * extfrag / (present + 1);
        return (int)score;
    }

    /// <summary>Score at which it stops.</summary>
    /// <param name="proactiveness"><c>vm.compaction_proactiveness</c>, 0 to 100; at 0 it never
    /// starts.</param>
    public static int Low(int proactiveness) => Math.Max(100 - proactiveness, 5);

    /// <summary>Score above which it starts.</summary>
    public static int High(int proactiveness) => Math.Min(Low(proactiveness) + 10, 100);
}
