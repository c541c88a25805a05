using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class CompactionTests
{
    [Theory]
    [InlineData("compaction")]
    [InlineData("grouping+compaction")]
    public void Pages_move_up_and_free_space_gathers_at_the_bottom(string strategy)
    {
        TestMachine bench = Sieve(strategy, out long used);
        bench.Do(EventOp.CompactMemory);
        bench.Machine.Validate();
        Assert.True(bench.Count(VmCounter.PgmigrateSuccess) > 0);
        uint bottom = (uint)(bench.Zone.FreePages - 2048);
        for (uint id = 1; id < 20_000; id++)
            Assert.True(bench[id] == Pfn.None || bench[id] >= bottom, $"{id} at {bench[id]}");
        Assert.Equal(used, bench.Machine.AllocatedPages);
    }

    [Fact]
    public void A_request_waits_for_a_block_and_gets_it()
    {
        TestMachine bench = Sieve("compaction", out _);
        Assert.True(bench.Request(900_000));
        RequestRecord request = bench.LastRequest;
        Assert.Equal(GrantPath.Compacted, request.Path);
        Assert.True(request.PagesMigrated > 0);
        Assert.Equal(request.PagesMigrated * bench.Machine.Costs.MigrateNs,
            request.Stall.MigrateNs);
        Assert.True(request.Stall.ScanNs > 0);
        Assert.Equal(1, bench.Count(VmCounter.CompactSuccess));
    }

    [Fact]
    public void A_pinned_page_in_every_block_leaves_nothing_to_gain()
    {
        TestMachine bench = Sieve("compaction", out _);
        for (uint id = 1; id < 20_000; id++)
        {
            if (bench[id] != Pfn.None)
                bench.Do(EventOp.Pin, id);
        }
        Assert.False(bench.Request(900_000));
        Assert.Equal(0, bench.LastRequest.PagesMigrated);
        Assert.Equal(FailureCause.Incomplete, bench.LastRequest.Failure);
        Assert.False(bench.LastRequest.OracleGranted);
    }

    [Fact]
    public void After_failures_tries_are_put_off_twice_as_often()
    {
        TestMachine bench = Sieve("compaction", out _);
        for (uint id = 1; id < 20_000; id++)
        {
            if (bench[id] != Pfn.None)
                bench.Do(EventOp.Pin, id);
        }
        var causes = new List<FailureCause>();
        for (uint i = 0; i < 200; i++)
        {
            bench.Request(900_000 + i);
            causes.Add(bench.LastRequest.Failure);
        }
        Assert.Contains(FailureCause.Deferred, causes);
        Assert.True(causes.Count(c => c == FailureCause.Incomplete) < 20);
    }

    [Fact]
    public void With_too_little_free_memory_it_is_skipped()
    {
        TestMachine bench = Sieve("compaction", out _);
        bench.Zone.Watermarks.Set(0, bench.Zone.FreePages - 512, bench.Zone.FreePages);
        Assert.False(bench.Request(900_000));
        Assert.Equal(FailureCause.Skipped, bench.LastRequest.Failure);
        Assert.Equal(0, bench.Count(VmCounter.CompactStall));
    }

    [Fact]
    public void It_reclaims_what_it_needs_to_work_and_little_more()
    {
        var bench = new TestMachine("compaction");
        uint id = 1;
        while (bench.Zone.FreePages > bench.Zone.Watermarks.Low)
            bench.Cache(id++);
        Assert.True(bench.Request(900_000));
        long needed = bench.Zone.Watermarks.Low + 1024;
        Assert.InRange(bench.LastRequest.PagesReclaimed, 1, needed + 64);
        bench.Machine.Validate();
    }

    [Fact]
    public void Unmovable_pages_stay_where_they_are()
    {
        var bench = new TestMachine("compaction");
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (id % 100 != 0)
                bench.Free(id);
        }
        for (uint id = 100_000; id < 100_100; id++)
            bench.Unmovable(id);
        uint[] before = [.. Enumerable.Range(100_000, 100).Select(i => bench[(uint)i])];
        bench.Do(EventOp.CompactMemory);
        Assert.Equal(before, Enumerable.Range(100_000, 100).Select(i => bench[(uint)i]));
    }

    [Fact]
    public void The_users_compaction_fills_no_unmovable_pageblock()
    {
        var bench = new TestMachine("grouping+compaction");
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (id % 4 != 0)
                bench.Free(id);
        }
        // The top pageblocks hold a few unmovable pages and much free memory.
        uint top = bench.Zone.End - 2048;
        for (uint at = top; at < bench.Zone.End; at += 512)
            bench.Zone.SetPageblockType(at, MigrateType.Unmovable);
        long before = MovableFrom(bench, top);
        bench.Do(EventOp.CompactMemory);
        Assert.True(MovableFrom(bench, top) <= before);
    }

    [Fact]
    public void Orders_above_the_largest_block_are_ranges_and_beyond_compaction()
    {
        TestMachine bench = Sieve("compaction", out _);
        Assert.True(bench.Request(900_000, 12));
        Assert.Equal(GrantPath.Contiguous, bench.LastRequest.Path);
        Assert.Equal(0, bench.Count(VmCounter.CompactStall));
    }

    [Theory]
    [InlineData("compaction")]
    [InlineData("linux")]
    public void A_request_that_must_not_retry_is_content_with_an_asynchronous_run(string strategy)
    {
        Assert.Equal(0, Rounds(strategy, Effort.Normal | Effort.NoRetry));
        Assert.Equal(1, Rounds(strategy, Effort.Normal));
    }

    [Theory]
    [InlineData("compaction", 5_000)]
    [InlineData("compaction:retry=reclaimed", 100)]
    [InlineData("linux-3.5", 100)]
    public void A_request_that_may_retry_reclaims_again_while_there_is_hope(
        string strategy, int cached)
    {
        Assert.Equal(1, Rounds(strategy, Effort.Normal, cached));
        Assert.True(Rounds(strategy, Effort.Normal | Effort.RetryMayFail, cached) > 1);
    }

    [Fact]
    public void Until_a_huge_pages_worth_was_reclaimed_is_no_longer() => Assert.Equal(1,
        Rounds("compaction:retry=reclaimed", Effort.Normal | Effort.RetryMayFail));

    [Fact]
    public void Told_so_it_retries_nothing() =>
        Assert.Equal(1, Rounds("compaction:retry=no", Effort.Normal | Effort.RetryMayFail));

    private static long Rounds(string strategy, Effort effort, int cached = 5_000)
    {
        TestMachine bench = Full(strategy, cached);
        long before = bench.Count(VmCounter.AllocstallNormal);
        Assert.False(bench.Request(900_000, effort: effort));
        return bench.Count(VmCounter.AllocstallNormal) - before;
    }

    /// <summary>Unmovable pages in every block, and so many of page cache.</summary>
    private static TestMachine Full(string strategy, int cached)
    {
        var bench = new TestMachine(strategy);
        uint pages = bench.Fill(1, MigrateType.Unmovable, EventFlags.None);
        for (uint id = 1; id <= pages; id++)
        {
            if (id % 4 != 0)
                bench.Free(id);
        }
        long room = bench.Zone.FreePages - bench.Zone.Watermarks.Low;
        for (uint i = 0; i < room; i++)
        {
            if (i < cached)
                bench.Cache(100_000 + i);
            else
                bench.Unmovable(100_000 + i);
        }
        return bench;
    }

    private static long MovableFrom(TestMachine bench, uint pfn) =>
        Enumerable.Range(1, 20_000).Count(id => bench[(uint)id] is var at
            && at != Pfn.None && at >= pfn);

    /// <summary>Three of four pages free, the rest movable and spread over all
    /// memory.</summary>
    private static TestMachine Sieve(string strategy, out long used)
    {
        var bench = new TestMachine(strategy);
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (bench[id] % 4 != 3)
                bench.Free(id);
        }
        used = bench.Machine.AllocatedPages;
        return bench;
    }
}
