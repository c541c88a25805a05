using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Workloads;
using FragSim.Workloads.Parts;

namespace FragSim.Tests.Docs;

/// <summary>What docs/strategies.md says of a strategy by rule: its catalogue entry, and what it
/// gave on the page's workloads, on a small machine with one seed.</summary>
internal static class StrategiesPage
{
    public const string Path = "docs/strategies.md";

    private const ulong Memory = 256UL << 20;

    private const string Head =
        "| workload | success % | bound % | wait granted p50/p99 | wait refused p50/p99 "
        + "| wait per granted page | failed base pages | migrated MiB | reclaimed MiB "
        + "| background |\n"
        + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";

    private static readonly string[] Workloads =
        ["highalloc", "fleet", "llfree-frag"];

    public static string Heading(string strategy) => $"## {strategy}\n\n";

    /// <summary>The lines below a strategy's heading that come from the catalogue.</summary>
    public static string Said(CatalogEntry entry) =>
        $"*{entry.Sentence}* After: {entry.Source}.\n";

    /// <summary>The results of a strategy.</summary>
    public static string Table(string strategy, CancellationToken cancel) =>
        Head + string.Concat(Workloads.Select(w => Row(strategy, w, cancel)));

    private static string Row(string strategy, string workload, CancellationToken cancel)
    {
        using var events = WorkloadCatalog.Create(
            workload, new WorkloadSetup(Memory, Order.Huge, 1));
        RunSummary run = Simulation.Run(
            new SimulationOptions { MemoryBytes = Memory, MaxMaps = 0 },
            StrategyCatalog.Create(strategy), events, 1, null, null, cancel).Summary;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {workload} | {run.SuccessPct:F1} | {run.OraclePct:F1} "
            + $"| {Times(run.StallGranted)} | {Times(run.StallRefused)} "
            + $"| {Time(run.StallPerGrantedNs)} | {run.BaseFailures:N0} "
            + $"| {MiB(run.PagesMigrated)} | {MiB(run.PagesReclaimed)} "
            + $"| {Time(run.BackgroundNs)} |\n");
    }

    private static string MiB(long pages) =>
        (pages / 256.0).ToString("F0", CultureInfo.InvariantCulture);

    private static string Times(StallSpread stalls) =>
        $"{Time(stalls.P50Ns)} / {Time(stalls.P99Ns)}";

    private static string Time(double ns) => ns switch
    {
        double.NaN => "-",
        0 => "0",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1000.0:F1} µs"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e6:F1} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:F1} s"),
    };
}
