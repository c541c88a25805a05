using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

/// <summary>Share of the requests of a trailing window, along simulated time.</summary>
internal static class TrailingShare
{
    /// <summary>The window, as a part of the run.</summary>
    private const int Windows = 20;

    public static double WindowNs(long endNs) => endNs / (double)Windows;

    /// <summary>In %, mean over the seeds; NaN where no window holds a request.</summary>
    /// <param name="strategy">Whose requests.</param>
    /// <param name="grid">Times in ns, in ascending order.</param>
    /// <param name="windowNs">Length of the window that ends at each time.</param>
    /// <param name="counts">Which requests make up the share.</param>
    public static double[] Mean(StrategyRuns strategy, double[] grid, double windowNs,
        Func<RequestRecord, bool> counts)
    {
        var curves = strategy.Runs.Select(run => Of(run, grid, windowNs, counts)).ToArray();
        return [.. grid.Select((_, i) => SeedStatistics.Of(curves.Select(c => c[i])).Mean)];
    }

    private static double[] Of(
        RunResult run, double[] grid, double windowNs, Func<RequestRecord, bool> counts)
    {
        var shares = new double[grid.Length];
        var (first, next, hits) = (0, 0, 0);
        for (var i = 0; i < grid.Length; i++)
        {
            // The first window is waited for: a share of two or three requests jumps about.
            var end = Math.Max(grid[i], windowNs);
            for (; next < run.Requests.Count && run.Requests[next].TimeNs <= end; next++)
                if (counts(run.Requests[next])) hits++;
            for (; first < next && run.Requests[first].TimeNs < end - windowNs; first++)
                if (counts(run.Requests[first])) hits--;
            shares[i] = next == first ? double.NaN : 100.0 * hits / (next - first);
        }
        return shares;
    }
}
