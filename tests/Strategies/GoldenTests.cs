using FragSim.Sim.Results;
using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>The numbers of a fixed run, so that no change to them goes unnoticed. Set
/// <c>FRAGSIM_RENEW_EXPECTATIONS=1</c> to write them anew after a change that was meant.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("grouping")]
    [InlineData("linux")]
    public void A_fixed_run_gives_the_numbers_it_always_gave(string strategy)
    {
        string path = Repository.PathOf($"tests/data/golden/highalloc-64MiB-{strategy}.txt");
        string actual = Describe(StrategySuiteTests.Run(strategy, 64).Summary);
        if (Environment.GetEnvironmentVariable("FRAGSIM_RENEW_EXPECTATIONS") == "1")
            File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Describe(RunSummary summary) => FormattableString.Invariant(
        $"""
        attempts {summary.Attempts}
        granted {summary.Granted}
        oracle_pct {summary.OraclePct:F3}
        stall_granted_p50_ns {summary.StallGranted.P50Ns}
        stall_granted_max_ns {summary.StallGranted.MaxNs}
        stall_refused_p50_ns {summary.StallRefused.P50Ns}
        stall_refused_max_ns {summary.StallRefused.MaxNs}
        stall_total_ns {summary.StallTotalNs}
        pages_scanned {summary.PagesScanned}
        pages_migrated {summary.PagesMigrated}
        migrate_failed {summary.MigrateFailed}
        pages_reclaimed {summary.PagesReclaimed}
        extfrag_events {summary.ExtfragEvents}
        cache_hit_pct {summary.CacheHitPct:F3}
        base_failures {summary.BaseFailures}
        background_ns {summary.BackgroundNs}

        """);
}
