using System.Globalization;
using FragSim.Cli.Results;
using FragSim.Sim.Results;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>Refused requests by what stood in the way.</summary>
internal static class RefusalTable
{
    /// <summary>Null when none was refused.</summary>
    public static IRenderable? Of(IReadOnlyList<StrategyScore> scores)
    {
        Refusals[] all = [.. scores.Select(Refusals.Of)];
        Obstacle[] causes =
            [.. all.SelectMany(r => r.ByCause).Select(c => c.Cause).Distinct().Order()];
        if (causes.Length == 0)
            return null;
        return NamedTable.Of(
            "strategy", [.. scores.Select(s => NamedTable.Folded(s.Strategy))],
            [
                new StarredCells("refused", [.. all.Select(r => Count(r.Refused))], false),
                .. causes.Select(cause => new StarredCells(Head(cause), [.. all.Select(r =>
                    Count(r.ByCause.FirstOrDefault(c => c.Cause == cause).Requests))], false)),
            ]);
    }

    private static string Head(Obstacle cause) => cause switch
    {
        Obstacle.NoMemory => "too little\nmemory",
        Obstacle.Watermark => "watermark\nin the way",
        Obstacle.NoEffort => "block not\nemptied",
        Obstacle.Incomplete => "emptying\nin vain",
        Obstacle.Pinned => "pinned\npages",
        _ => "unmovable\npages",
    };

    private static string Count(long requests) =>
        requests.ToString("#,0", CultureInfo.InvariantCulture);
}
