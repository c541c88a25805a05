using System.Text.Json;
using FragSim.Plots.Charts;

namespace FragSim.Plots.Report;

/// <summary>How many requests stalled no longer than each of a row of times.</summary>
internal static class StallCurve
{
    private const int PointsADecade = 40;
    private const int FirstDecade = 3;
    private const int LastDecade = 9;

    /// <summary>Times in ns, even in their logarithm, from 0 to the longest stall of all.</summary>
    public static IReadOnlyList<long> GridOf(IReadOnlyList<StrategyRuns> strategies)
    {
        var longest = strategies.SelectMany(s => s.Runs).SelectMany(r => r.Requests)
            .Select(r => r.Stall.TotalNs).DefaultIfEmpty(0).Max();
        var last = Math.Max(LastDecade, (int)Math.Ceiling(Math.Log10(Math.Max(longest, 1))));
        var steps = Enumerable.Range(0, ((last - FirstDecade) * PointsADecade) + 1)
            .Select(i => (long)Math.Round(Math.Pow(10, FirstDecade + ((double)i / PointsADecade))));
        return [0, .. steps];
    }

    public static void Write(Utf8JsonWriter json, StrategyRuns strategy, IReadOnlyList<long> grid)
    {
        var stalls = strategy.Runs.SelectMany(r => r.Requests).Select(r => r.Stall.TotalNs).Order()
            .ToArray();
        var below = new long[grid.Count];
        var next = 0;
        for (var i = 0; i < below.Length; i++)
        {
            while (next < stalls.Length && stalls[next] <= grid[i]) next++;
            below[i] = next;
        }
        json.WriteStartObject("stalls");
        json.WriteNumber("total", stalls.Length);
        ReportData.Numbers(json, "below", below);
        json.WriteEndObject();
    }
}
