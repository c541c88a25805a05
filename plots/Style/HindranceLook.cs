using FragSim.Sim.Results;

namespace FragSim.Plots.Style;

/// <summary>What is said of pages that cannot go.</summary>
internal static class HindranceLook
{
    public static string Name(Blocker blocker) => blocker.Hindrance switch
    {
        Hindrance.Reserved => "reserved frames",
        Hindrance.Pinned => $"{SourceLook.Name(blocker.Source)}, pinned",
        Hindrance.Reclaimable => $"{SourceLook.Name(blocker.Source)}, reclaimable",
        _ => $"{SourceLook.Name(blocker.Source)}, unmovable",
    };
}
