using FragSim.Cli.Files;
using FragSim.Validation.Agreement;

namespace FragSim.Cli.Validation;

/// <summary>Verdicts for machines.</summary>
internal static class ValidationJson
{
    public static byte[] Write(IReadOnlyList<Verdict> verdicts) => Json.Write(new
    {
        Fragsim = Json.Version,
        Command = "validate",
        Met = verdicts.Sum(v => v.Checks.Count(c => c.Met)),
        Checks = verdicts.Sum(v => v.Checks.Count),
        Recordings = verdicts.Select(v => new
        {
            v.Recording,
            v.From,
            Met = v.Checks.Count(c => c.Met),
            v.Checks,
            v.Events,
            Policy = v.Policy is { } policy ? Policy(policy) : null,
        }),
    });

    private static object Policy(PolicyLevel policy) => new
    {
        policy.Strategy,
        Marks = policy.Marks.Select(m => new
        {
            m.Mark,
            Scopes = m.Scopes.Select(s => new
            {
                s.Model.Name,
                Model = Shape(s.Model),
                Kernel = Shape(s.Kernel),
            }),
        }),
        Phases = policy.Phases.Select(p => new
        {
            p.Phase,
            p.Requests,
            p.Granted,
            p.KernelGranted,
            KernelFewest = p.KernelRuns?.Fewest,
            KernelMost = p.KernelRuns?.Most,
            p.PointsApart,
            p.StallP50Ns,
            p.KernelStallP50Ns,
            p.StallP99Ns,
            p.KernelStallP99Ns,
        }),
        policy.Counters,
    };

    private static object Shape(ZoneShape shape) => new
    {
        shape.FreePages,
        shape.FreeBlocks,
        Unusable = Math.Round(shape.Unusable, 6),
        shape.PcpPages,
        shape.Pageblocks,
    };
}
