using System.Text.Json;
using FragSim.Plots.Charts;

namespace FragSim.Plots.Report;

/// <summary>How many requests waited no longer than each of a row of times, granted and refused
/// apart.</summary>
internal static class StallCurve
{
    private const int PointsADecade = 40;

    /// <summary>Times in ns, even in their logarithm, from 0 and the decade of the shortest wait to
    /// the longest wait of all.</summary>
    public static IReadOnlyList<long> GridOf(IReadOnlyList<StrategyRuns> strategies)
    {
        long[] waits = [.. strategies.SelectMany(s => s.Runs).SelectMany(r => r.Requests)
            .Select(r => r.Stall.TotalNs).Where(ns => ns > 0).DefaultIfEmpty(1000)];
        var first = (int)Math.Floor(Math.Log10(waits.Min()));
        var points = (int)Math.Ceiling((Math.Log10(waits.Max()) - first) * PointsADecade);
        var steps = Enumerable.Range(0, points + 1).Select(
            i => (long)Math.Ceiling(Math.Pow(10, first + ((double)i / PointsADecade))));
        return [0, .. steps];
    }

    public static void Write(Utf8JsonWriter json, StrategyRuns strategy, IReadOnlyList<long> grid)
    {
        json.WriteStartObject("waits");
        foreach (var kind in WaitKinds.All) Write(json, strategy, kind, grid);
        json.WriteEndObject();
    }

    private static void Write(
        Utf8JsonWriter json, StrategyRuns strategy, WaitKind kind, IReadOnlyList<long> grid)
    {
        long[] waits =
            [.. strategy.Runs.SelectMany(kind.Of).Select(r => r.Stall.TotalNs).Order()];
        var below = new long[grid.Count];
        var next = 0;
        for (var i = 0; i < below.Length; i++)
        {
            while (next < waits.Length && waits[next] <= grid[i]) next++;
            below[i] = next;
        }
        json.WriteStartObject(kind.Name);
        json.WriteNumber("total", waits.Length);
        ReportData.Numbers(json, "below", below);
        json.WriteEndObject();
    }
}
