using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>What holds of every strategy, shown by a small HighAlloc run.</summary>
public sealed class StrategySuiteTests
{
    public static TheoryData<string> Strategies => Catalogue.Everything;

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_run_adds_up_and_is_the_same_again(string strategy)
    {
        RunResult result = Run(strategy, 64);
        RequireSums(result);
        RequireSamples(result);
        Assert.Equal(RunText.Of(result), RunText.Of(Run(strategy, 64)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("linux")]
    public void Another_seed_gives_another_run(string strategy) =>
        Assert.NotEqual(RunText.Of(Run(strategy, 32)), RunText.Of(Run(strategy, 32, seed: 2)));

    private static void RequireSums(RunResult result)
    {
        RunSummary summary = result.Summary;
        Assert.NotEmpty(result.Requests);
        Assert.Equal(result.Requests.Count, summary.Attempts);
        Assert.Equal(summary.Granted, result.Requests.Count(r => r.Granted));
        Assert.True(summary.OraclePct >= summary.SuccessPct);
        Assert.Equal(summary.StallTotalNs, result.Requests.Sum(r => r.Stall.TotalNs));
        foreach (RequestRecord request in result.Requests)
        {
            Assert.Equal(request.Stall.TotalNs,
                Enum.GetValues<StallCause>().Sum(cause => request.Stall[cause]));
            Assert.All(Enum.GetValues<StallCause>(), c => Assert.True(request.Stall[c] >= 0));
            Assert.Equal(request.Granted, request.Failure == FailureCause.None);
            Assert.Equal(request.Granted, request.Path != GrantPath.None);
            Assert.True(request.OracleGranted || !request.Granted);
        }
    }

    private static void RequireSamples(RunResult result)
    {
        Assert.NotEmpty(result.Samples);
        long time = -1;
        foreach (Sample sample in result.Samples)
        {
            Assert.True(sample.TimeNs >= time);
            time = sample.TimeNs;
            foreach (ZoneSample zone in sample.Zones)
            {
                long listed = Enumerable.Range(0, Order.Count)
                    .Sum(order => zone.FreeBlocks.OfOrder(order) << order);
                Assert.Equal(zone.FreePages, listed);
                Assert.InRange(zone.FreePages + zone.PcpPages, 0, zone.ManagedPages);
                Assert.InRange(zone.UnusableIndex, 0, 1000);
                Assert.InRange(zone.FragmentationIndex, -1000, 1000);
            }
        }
    }

    internal static RunResult Run(string strategy, int mebibytes, ulong seed = 1)
    {
        ulong bytes = (ulong)mebibytes << 20;
        using var workload = WorkloadCatalog.Create("highalloc", new WorkloadSetup(bytes, 9, seed));
        return Simulation.Run(
            new SimulationOptions
            {
                MemoryBytes = bytes,
                Validate = true,
                SampleEveryNs = 20_000_000_000,
                MaxMaps = 2,
            },
            StrategyCatalog.Create(strategy), workload, seed, null, null,
            TestContext.Current.CancellationToken);
    }
}
