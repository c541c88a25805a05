using System.Globalization;
using FragSim.Sim;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Strategies;
using FragSim.Workloads;

namespace FragSim.Tests.Docs;

/// <summary>What docs/strategies.md says of a strategy by rule: its catalogue entry, and what it
/// gave on the page's workloads, on a small machine with one seed.</summary>
internal static class StrategiesPage
{
    public const string Path = "docs/strategies.md";

    private const ulong Memory = 256UL << 20;

    private const string Head =
        "| workload | success % | oracle % | stall p50 | stall p99 | migrated MiB | reclaimed MiB "
        + "| background |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n";

    private static readonly (string Workload, int Order)[] Runs =
        [("highalloc", Order.Huge), ("highalloc", 12), ("llfree-frag", Order.Huge)];

    public static string Heading(string strategy) => $"## {strategy}\n\n";

    /// <summary>The lines below a strategy's heading that come from the catalogue.</summary>
    public static string Said(CatalogEntry entry) =>
        $"*{entry.Sentence}* After: {entry.Source}.\n";

    /// <summary>The results of a strategy.</summary>
    public static string Table(string strategy, CancellationToken cancel) =>
        Head + string.Concat(Runs.Select(r => Row(strategy, r.Workload, r.Order, cancel)));

    private static string Row(string strategy, string workload, int order,
        CancellationToken cancel)
    {
        using var events = WorkloadCatalog.Create(workload, new WorkloadSetup(Memory, order, 1));
        RunSummary run = Simulation.Run(
            new SimulationOptions { MemoryBytes = Memory, HugeOrder = order, MaxMaps = 0 },
            StrategyCatalog.Create(strategy), events, 1, null, null, cancel).Summary;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {workload}, {Order.Pages(order) / 256} MiB pages | {run.SuccessPct:F1} "
            + $"| {run.OraclePct:F1} | {Time(run.StallP50Ns)} | {Time(run.StallP99Ns)} "
            + $"| {MiB(run.PagesMigrated)} | {MiB(run.PagesReclaimed)} "
            + $"| {Time(run.BackgroundNs)} |\n");
    }

    private static string MiB(long pages) =>
        (pages / 256.0).ToString("F0", CultureInfo.InvariantCulture);

    private static string Time(long ns) => ns switch
    {
        0 => "0",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1000.0:F1} µs"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e6:F1} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:F1} s"),
    };
}
