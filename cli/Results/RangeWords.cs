using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>What stood in the way of pages above the largest free block, in words: what there was
/// in the ranges that they could have been.</summary>
internal static class RangeWords
{
    /// <param name="obstacle">What stood in the way of them all.</param>
    /// <param name="failures">At least one; each has its ranges counted.</param>
    public static string Of(Obstacle obstacle, IReadOnlyList<RequestFailure> failures)
    {
        RangeCensus[] ranges = [.. failures.Select(f => f.Ranges!.Value)];
        if (ranges.All(r => r.Ranges == 0))
            return "memory has no aligned range of that size";
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
            _ => $"{open} of {others} ranges could be emptied; what was tried was in vain",
        };
    }

    /// <summary>Whose pages hold most of memory, if that is known.</summary>
    private static string Mostly(IReadOnlyList<RequestFailure> failures)
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
