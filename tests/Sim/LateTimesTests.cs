using System.Diagnostics;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Strategies;
using FragSim.Tests.Strategies;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Time goes on to what is due next: years in which nothing happens cost nothing.
/// </summary>
public sealed class LateTimesTests
{
    private const long ThreeYears = 100_000_000_000_000_000;

    public static TheoryData<string> Strategies => Catalogue.Everything;

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Three_years_without_an_event_are_over_at_once(string strategy)
    {
        var bench = new TestMachine(strategy, 64);
        bench.Cache(1);
        var watch = Stopwatch.StartNew();
        bench.NowNs = ThreeYears;
        bench.Cache(2);
        Assert.Equal(ThreeYears, bench.Machine.NowNs);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [Theory]
    [InlineData(SimulationOptions.MaxTimeNs + 1)]
    [InlineData(long.MaxValue)]
    public void A_time_that_sums_could_overflow_at_is_bad_input(long timeNs)
    {
        var bench = new TestMachine("linux", 64) { NowNs = timeNs };
        Assert.Contains("is later than 288230376151711744 ns", Assert.Throws<InputException>(
            () => bench.Cache(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_latest_time_is_reached_with_few_samples()
    {
        var bench = new TestMachine(
            StrategyCatalog.Create("linux"), new SimulationOptions
            {
                MemoryBytes = 64UL << 20,
                MaxMaps = 4,
            })
        {
            NowNs = SimulationOptions.MaxTimeNs,
        };
        bench.Cache(1);
        Assert.Equal(SimulationOptions.MaxTimeNs, bench.Machine.NowNs);
        Assert.InRange(bench.Finish().Samples.Count, 300, 602);
    }

    [Fact]
    public void Any_number_of_phases_leaves_the_time_between_samples_above_zero()
    {
        var bench = new TestMachine("none", 16);
        for (int i = 0; i < 50_000; i++)
            bench.Do(EventOp.Phase);
        bench.NowNs = 1;
        bench.Cache(1);
        Assert.InRange(bench.Recorder.NextSampleNs, bench.NowNs, long.MaxValue);
    }

    /// <summary>Looks that find nothing change nothing, so that a run is the same whether they are
    /// passed over in one go or made one by one, between events that do nothing.</summary>
    [Theory]
    [InlineData("linux:proactiveness=100")]
    [InlineData("strict")]
    [InlineData("boundary")]
    [InlineData("boundary+linux")]
    [InlineData("linux+proactive")]
    public void Looks_passed_over_and_looks_made_leave_the_same_machine(string strategy)
    {
        string passed = Run(strategy, idle: false), made = Run(strategy, idle: true);
        Assert.Equal(made, passed);
    }

    private static string Run(string strategy, bool idle)
    {
        var bench = new TestMachine(strategy, 32);
        var events = new RandomEvents(bench, new Rng(7));
        for (int i = 0; i < 20; i++)
        {
            events.Run(1000);
            long until = bench.NowNs + 100_000_000_000;
            while (idle && bench.NowNs < until - 130_000_000)
            {
                bench.NowNs += 130_000_000;
                bench.Do(EventOp.Idle);
            }
            bench.NowNs = until;
            bench.Do(EventOp.Idle);
        }
        return string.Join(' ', bench.Machine.Counters.Copy()) + ' ' + bench.Machine.BackgroundNs
            + ' ' + Convert.ToHexString(bench.Machine.Frames.State);
    }
}
