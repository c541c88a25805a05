using FragSim.Cli.Results;
using FragSim.Plots;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>Success phase by phase: a row a phase, so that many can be read. Strategies that the
/// width has no room for stand in a table of their own.</summary>
internal static class PhaseTable
{
    private const int LongestPhase = 30;

    /// <summary>None for a workload of one phase.</summary>
    public static IEnumerable<IRenderable> Of(IReadOnlyList<StrategyScore> scores, int width)
    {
        IReadOnlyList<PhaseScore> phases = PhaseScore.Of(scores);
        if (phases.Count < 2)
            yield break;
        string[] names = [.. phases.Select(p => p.Phase.Length <= LongestPhase
            ? p.Phase : p.Phase[..(LongestPhase - 1)] + "…")];
        int[] stars = [.. phases.Select(p => Starred(scores, p))];
        List<StarredCells> fitting = [];
        for (int s = 0; s < scores.Count; s++)
        {
            StarredCells column = Column(scores, phases, stars, s);
            if (fitting.Count > 0
                && NamedTable.Width(names, [.. fitting, column]) > width)
            {
                yield return NamedTable.Of("phase", names, fitting);
                fitting = [];
            }
            fitting.Add(column);
        }
        yield return NamedTable.Of("phase", names, fitting);
    }

    private static StarredCells Column(IReadOnlyList<StrategyScore> scores,
        IReadOnlyList<PhaseScore> phases, int[] stars, int strategy) => new(
            NamedTable.Folded(scores[strategy].Strategy),
            [.. phases.Select(p => Units.Percent(p.SuccessPct[strategy].Statistics.Mean))],
            HasMarks: scores.Count > 1,
            [.. Enumerable.Range(0, phases.Count).Where(i => stars[i] == strategy)]);

    /// <summary>The strategy that is best in a phase beyond the paired interval; -1 without.
    /// </summary>
    private static int Starred(IReadOnlyList<StrategyScore> scores, PhaseScore phase)
    {
        int[] field = [.. Enumerable.Range(0, scores.Count).Where(i => scores[i].Competes)];
        int sole = SeedContest.Sole([.. field.Select(i => phase.SuccessPct[i])], higher: true);
        return sole < 0 ? -1 : field[sole];
    }
}
