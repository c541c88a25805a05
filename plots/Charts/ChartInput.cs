using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

/// <summary>All runs of one strategy, by seed.</summary>
internal sealed record StrategyRuns(string Label, SeriesLook Look, IReadOnlyList<RunResult> Runs)
{
    public RunResult First => Runs[0];

    public SeedStatistics Over(Func<RunResult, double> measure) =>
        SeedStatistics.Of(Runs.Select(measure));
}

/// <summary>What every chart is drawn from: the runs of one workload, strategy by strategy in the
/// order in which they first come.</summary>
internal sealed record ChartInput
{
    public const string NoRequestsMessage =
        "No huge page was asked for: there is nothing to show.";

    private const string OneSeed = "one seed";
    private const int MaxStrategies = 24;
    private const string Separator = "  ·  ";

    public required Theme Theme { get; init; }
    public required ChartStyle Style { get; init; }
    public required IReadOnlyList<StrategyRuns> Strategies { get; init; }
    /// <summary>What the results are of: workload and memory. How many seeds a chart shows, and
    /// how, it says itself.</summary>
    public required string Caption { get; init; }
    /// <summary>The caption without the workload, and how many seeds there are.</summary>
    public string Facts { get; init; } = "";
    public required long EndNs { get; init; }

    public bool HasRequests =>
        Strategies.Any(s => s.Runs.Any(run => run.Requests.Count > 0));

    /// <summary>What stands in place of a chart of nothing but zeros.</summary>
    public string Without(string what) => Strategies.Count == 1
        ? $"There was no {what} under {Strategies[0].Label}: there is nothing to show."
        : $"There was no {what} under any strategy: there is nothing to show.";

    /// <summary>What bars and whiskers mean.</summary>
    public string Spread => Seeds > 1 ? $"{MeanOfSeeds}, with 95 % interval" : MeanOfSeeds;

    /// <summary>What a line is that shows all seeds as one.</summary>
    public string MeanOfSeeds => Seeds > 1 ? $"mean of {Seeds} seeds" : OneSeed;

    /// <summary>What a chart is of that shows the first seed alone.</summary>
    public string FirstSeed => Seeds <= 1 ? OneSeed
        : Strategies.All(s => s.First.Key.Seed == 1) ? $"seed 1 of {Seeds}"
        : $"first of {Seeds} seeds";

    /// <summary>What a chart is of that puts the requests of all seeds together.</summary>
    public string AllSeeds => Seeds > 1 ? $"requests of {Seeds} seeds together" : OneSeed;

    private int Seeds => Strategies.Select(s => s.Runs.Count).DefaultIfEmpty(0).Max();

    public int HugeOrder => Strategies[0].First.HugeOrder;

    public static ChartInput From(IReadOnlyList<RunResult> results, ChartStyle style)
    {
        var theme = Theme.Of(style);
        var workloads = results.Select(run => run.Key.Workload).Distinct().ToList();
        var groups = results.Where(run => run.Key.Workload == workloads[0])
            .GroupBy(run => run.Key.Strategy).Take(MaxStrategies).ToList();
        var looks = StrategyPalette.Assign([.. groups.Select(g => g.Key)], theme);
        var strategies = groups.Select((group, i) => new StrategyRuns(
            LabelText.Clean(group.Key), looks[i], [.. group.OrderBy(run => run.Key.Seed)]));
        var all = results.Where(run => run.Key.Workload == workloads[0]).ToList();
        var facts = Describe(all);
        return new ChartInput
        {
            Theme = theme,
            Style = style,
            Strategies = [.. strategies],
            Caption = string.Join(Separator, [NameOf(all, workloads.Count), .. facts]),
            Facts = string.Join(Separator, [.. facts, .. Seeded(all)]),
            EndNs = all.Count == 0 ? 0 : all.Max(run => run.EndNs),
        };
    }

    private static string NameOf(List<RunResult> runs, int workloads)
    {
        if (runs.Count == 0) return "no runs";
        var name = LabelText.Clean(runs[0].Key.Workload);
        return workloads > 1 ? $"{name} (first of {workloads} workloads)" : name;
    }

    private static List<string> Describe(List<RunResult> runs)
    {
        if (runs.Count == 0) return [];
        var parts = new List<string>();
        var zones = runs.Find(run => run.Samples.Count > 0)?.Samples[0].Zones ?? [];
        var pages = runs[0].MemoryPages > 0
            ? runs[0].MemoryPages : zones.Sum(zone => zone.ManagedPages);
        if (pages > 0) parts.Add($"{Quantity.Bytes((double)pages * Quantity.PageBytes)} of memory");
        var huge = Math.Pow(2, runs[0].HugeOrder) * Quantity.PageBytes;
        parts.Add($"{Quantity.Bytes(huge)} huge pages");
        var strategies = runs.Select(run => run.Key.Strategy).Distinct().Count();
        if (strategies > MaxStrategies) parts.Add($"first {MaxStrategies} of {strategies}");
        return parts;
    }

    private static IEnumerable<string> Seeded(List<RunResult> runs)
    {
        var seeds = runs.Select(run => run.Key.Seed).Distinct().Count();
        if (seeds > 0) yield return seeds == 1 ? "1 seed" : $"{seeds} seeds";
    }
}
