using System.Globalization;
using System.Text.RegularExpressions;
using FragSim.Plots;
using FragSim.Plots.Style;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Tests.Cli;
using FragSim.Tests.Tidy;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>docs/workloads.md says what the workloads do. To renew its tables and its picture, run
/// this class with FRAGSIM_RENEW_EXPECTATIONS=1 and read the difference.</summary>
public sealed partial class WorkloadsPageTests
{
    private const string Page = "docs/workloads.md";

    private static readonly bool Renew =
        Environment.GetEnvironmentVariable("FRAGSIM_RENEW_EXPECTATIONS") == "1";

    [Fact]
    public void Sections_are_of_workloads_in_the_order_of_the_catalogue() => Described.Require(
        Described.Workloads, WorkloadCatalog.Entries.Select(e => e.Name),
        [.. Heading().Matches(MarkdownFile.Read(Page).Text).Select(m => m.Groups["name"].Value)]);

    [Fact]
    public void The_table_has_what_each_workload_leaves()
    {
        string shown = ResultsTable().Match(MarkdownFile.Read(Page).Text).Groups["rows"].Value;
        string[] names = [.. WorkloadCatalog.Entries.Select(entry => entry.Name).Where(name =>
            Renew || Described.Workloads.Contains(name)
            || shown.Contains($"| `{name}` |", StringComparison.Ordinal))];
        RequireTable(ResultsTable(), string.Concat(names.Select(name =>
            Row(name == "mix" ? "mix:kernbuild=2,desktop=1" : name) + "\n")));
    }

    [Fact]
    public void The_table_of_CPUs_is_what_the_page_cache_gives()
    {
        (RunResult result, _) = Run("pagecache:files=one", 1024);
        var rows = result.Contention.GroupBy(part => part.Cpus).Select(group =>
        {
            Contention tree = group.Single(part => part.Locking == "tree");
            Contention concurrent = group.Single(part => part.Locking == "concurrent");
            return $"| {group.Key} | {Millions(tree)} | {Millions(concurrent)} "
                + $"| {tree.LockWaitPerOperationNs:0} | {concurrent.LockWaitPerOperationNs:0} |\n";
        });
        if (Renew)
            Draw(result);
        RequireTable(CpusTable(), string.Concat(rows));
    }

    private static string Row(string workload)
    {
        (RunResult result, Blocks blocks) = Run(workload, 128);
        RunSummary s = result.Summary;
        return string.Create(CultureInfo.InvariantCulture,
            $"| `{workload}` | {s.Attempts:N0} | {s.SuccessPct:0.0} | {s.OraclePct:0.0} "
            + $"| {s.ExtfragEvents:N0} | {s.PagesReclaimed / 256:N0} "
            + $"| {blocks.UnmovablePct:0.0} | {blocks.MixedPct:0.0} |");
    }

    private static string Millions(Contention part) =>
        (part.OperationsPerSecond / 1e6).ToString("0.0", CultureInfo.InvariantCulture);

    private static (RunResult Result, Blocks Blocks) Run(string workload, int mebibytes)
    {
        ulong bytes = (ulong)mebibytes << 20;
        var blocks = new Blocks();
        using IWorkload load = WorkloadCatalog.Create(workload, new WorkloadSetup(bytes, 9, 1));
        RunResult result = Simulation.Run(
            new SimulationOptions { MemoryBytes = bytes }, StrategyCatalog.Create("linux"), load,
            1, blocks, null, TestContext.Current.CancellationToken);
        return (result, blocks);
    }

    private static void RequireTable(Regex table, string rows)
    {
        string path = Repository.PathOf(Page);
        if (Renew)
        {
            File.WriteAllText(path, table.Replace(
                File.ReadAllText(path), m => m.Groups["head"].Value + rows, 1));
        }
        Assert.Equal(rows, table.Match(MarkdownFile.Read(Page).Text).Groups["rows"].Value);
    }

    private static void Draw(RunResult result)
    {
        using var place = new TemporaryFolder();
        File.WriteAllBytes(place["cpus.png"], ChartCatalog.Render(
            "cpus", [result], new ChartStyle(), ChartFormat.Png));
        ReadmeTests.Draw(place["cpus.png"], "cpus");
    }

    [GeneratedRegex(@"^## (?<name>[\w-]+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"(?<head>\| workload \|.*\n\| --- .*\n)(?<rows>(\|.*\n)*)")]
    private static partial Regex ResultsTable();

    [GeneratedRegex(@"(?<head>\| CPUs \|.*\n\| --- .*\n)(?<rows>(\|.*\n)*)")]
    private static partial Regex CpusTable();
}
