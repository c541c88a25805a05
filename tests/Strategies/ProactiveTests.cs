using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class ProactiveTests
{
    [Fact]
    public void The_same_pages_are_had_but_hardly_anybody_waits_for_them()
    {
        // The published experiment: fill memory, free three of every four pages, take all there is.
        IReadOnlyList<RequestRecord> reactive = AskForAll(Sieve("compaction"));
        IReadOnlyList<RequestRecord> proactive = AskForAll(Sieve("proactive+compaction"));
        Assert.True(proactive.Count(r => r.Granted) >= reactive.Count(r => r.Granted) * 95 / 100);
        Assert.True(Median(reactive) > 100_000, $"{Median(reactive)} ns");
        // Published: 4 µs. A look at the pages of a block is all that is left.
        Assert.InRange(Median(proactive), 0, 5_000);
    }

    [Fact]
    public void Alone_it_gives_what_is_ready_and_no_caller_moves_a_page()
    {
        TestMachine bench = Sieve("proactive");
        IReadOnlyList<RequestRecord> requests = AskForAll(bench);
        Assert.True(requests.Count(r => r.Granted) > 20);
        Assert.All(requests, r => Assert.Equal(0, r.PagesMigrated));
        Assert.True(bench.Machine.BackgroundNs > 0);
        bench.Machine.Validate();
    }

    [Fact]
    public void At_0_it_does_nothing()
    {
        TestMachine bench = Sieve("proactive:proactiveness=0");
        Wait(bench, 60);
        Assert.Equal(0, bench.Count(VmCounter.PgmigrateSuccess));
    }

    [Fact]
    public void The_higher_it_is_set_the_less_stays_fragmented()
    {
        TestMachine little = Sieve("proactive:proactiveness=20");
        TestMachine much = Sieve("proactive:proactiveness=80");
        Wait(little, 60);
        Wait(much, 60);
        Assert.True(Huge(much) > 2 * Huge(little), $"{Huge(much)} and {Huge(little)}");
    }

    private static long Huge(TestMachine bench) =>
        bench.Zone.Free.CountOfOrder(9) + (2 * bench.Zone.Free.CountOfOrder(10));

    private static long Median(IReadOnlyList<RequestRecord> requests)
    {
        long[] stalls = [.. requests.Where(r => r.Granted).Select(r => r.Stall.TotalNs).Order()];
        return Percentile.Of(stalls, 50);
    }

    private static IReadOnlyList<RequestRecord> AskForAll(TestMachine bench)
    {
        Wait(bench, 60);
        for (uint id = 900_000; id < 900_100; id++)
        {
            bench.NowNs += 1_000_000_000;
            if (!bench.Request(id))
                break;
        }
        return bench.Finish().Requests;
    }

    private static void Wait(TestMachine bench, int seconds)
    {
        bench.NowNs += seconds * 1_000_000_000L;
        bench.Do(EventOp.Idle);
    }

    private static TestMachine Sieve(string strategy)
    {
        var bench = new TestMachine(strategy, 256);
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (bench[id] % 4 != 3)
                bench.Free(id);
        }
        return bench;
    }
}
