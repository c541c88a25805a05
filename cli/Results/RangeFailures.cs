using System.Globalization;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>Requests of one strategy that failed for one reason, above the largest free block,
/// where the ranges that a page could have been are few enough to tell of.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Phases">When they were made.</param>
/// <param name="Failed">How many failed for this reason, over all seeds.</param>
/// <param name="Asked">How many were made in these phases.</param>
/// <param name="Why">What stood in the way, in words.</param>
internal sealed record RangeFailures(
    string Strategy, string Phases, int Failed, int Asked, string Why)
{
    /// <summary>In the order of the results, for each strategy the commonest first.</summary>
    public static IReadOnlyList<RangeFailures> Of(IReadOnlyList<RunResult> results) =>
        [.. results.GroupBy(r => r.Key.Strategy)
            .SelectMany(runs => OfStrategy(runs.Key, [.. runs.SelectMany(r => r.Requests)]))];

    private static IEnumerable<RangeFailures> OfStrategy(string strategy, RequestRecord[] requests)
    {
        var failures = requests.Where(r => r.Obstacle?.Ranges is not null)
            .GroupBy(r => r.Obstacle!.Value.Obstacle);
        foreach (var same in failures.OrderByDescending(g => g.Count()).ThenBy(g => g.Key))
        {
            string[] phases = [.. same.Select(r => r.Phase).Distinct()];
            yield return new RangeFailures(strategy, string.Join(", ", phases), same.Count(),
                requests.Count(r => phases.Contains(r.Phase)),
                Words(same.Key, [.. same.Select(r => r.Obstacle!.Value)]));
        }
    }

    private static string Words(Obstacle obstacle, RequestFailure[] failures)
    {
        RangeCensus[] ranges = [.. failures.Select(f => f.Ranges!.Value)];
        string open = Span(ranges.Select(r => r.Open));
        string others = Span(ranges.Select(r => r.Ranges - r.Huge));
        string all = ranges.Any(r => r.Huge > 0)
            ? $"{others} ranges that are no huge page yet" : $"{others} ranges";
        return obstacle switch
        {
            Obstacle.Unmovable or Obstacle.Pinned => $"pages that cannot move in all {all}, "
                + $"{Number(ranges.Min(r => r.LeastImmovable))} or more in each{Mostly(failures)}",
            Obstacle.NoMemory => $"{open} of {others} ranges could be emptied, but "
                + $"{MiB(failures.Average(f => f.FreePages))} MiB free are too little for what is "
                + $"in them, and {MiB(failures.Average(f => f.DroppablePages))} MiB of cache stay",
            Obstacle.NoEffort => $"{open} of {others} ranges could be emptied, and nothing does it",
            Obstacle.GivenUp => "whoever asked had given up",
            _ => $"{open} of {others} ranges could be emptied; what was tried was in vain",
        };
    }

    /// <summary>Whose pages hold most of memory, if that is known.</summary>
    private static string Mostly(RequestFailure[] failures)
    {
        var sources = failures.Where(f => f.Source is not null).GroupBy(f => f.Source!.Value)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key);
        return sources.FirstOrDefault() is { } most ? $", mostly {Name(most.Key)}" : "";
    }

    private static string Name(PageSource source) => source switch
    {
        PageSource.PageCache => "page cache",
        PageSource.PageTable => "page tables",
        PageSource.Anon => "anonymous",
        PageSource.Stack => "stacks",
        _ => source.ToString().ToLowerInvariant(),
    };

    private static string Span(IEnumerable<long> counts)
    {
        long[] all = [.. counts];
        return all.Min() == all.Max() ? Number(all.Min())
            : $"{Number(all.Min())} to {Number(all.Max())}";
    }

    private static string MiB(double pages) => Number((long)Math.Round(pages * 4096 / (1 << 20)));

    private static string Number(long count) =>
        count.ToString("#,0", CultureInfo.InvariantCulture);
}
