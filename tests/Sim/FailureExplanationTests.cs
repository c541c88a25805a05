using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class FailureExplanationTests
{
    [Fact]
    public void A_request_says_why_it_failed_exactly_when_it_did()
    {
        RunResult run = Run("linux");
        Assert.Contains(run.Requests, r => !r.Granted);
        Assert.All(run.Requests, r => Assert.Equal(r.Granted, r.Obstacle is null));
    }

    [Fact]
    public void Too_little_memory_is_said_to_be_that()
    {
        TestMachine bench = new();
        bench.Fill(1, MigrateType.Unmovable, EventFlags.None);
        bench.Request(900_000);
        Assert.True(bench.LastRequest.Obstacle!.Value.Obstacle
            is Obstacle.NoMemory or Obstacle.Unmovable);
    }

    [Fact]
    public void Blocks_that_could_be_emptied_tell_of_missing_effort()
    {
        TestMachine bench = new();
        uint pages = bench.Fill(1, flags: EventFlags.None);
        for (uint id = 1; id <= pages; id += 2)
            bench.Free(id);
        Assert.False(bench.Request(900_000));
        RequestFailure failure = bench.LastRequest.Obstacle!.Value;
        Assert.Equal((Obstacle.NoEffort, null), (failure.Obstacle, failure.Source));
        Assert.True(failure.OpenBlocks > 0);
    }

    [Fact]
    public void Blocks_held_by_pages_name_whose_pages()
    {
        RunResult run = Run("partition");
        Assert.All(run.Requests, r => Assert.Equal(
            r.Obstacle?.Obstacle is Obstacle.Unmovable or Obstacle.Pinned,
            r.Obstacle?.Source is not null));
        Assert.Contains(run.Requests, r => r.Obstacle?.Source is not null);
    }

    [Theory]
    [InlineData("compaction")]
    [InlineData("linux")]
    [InlineData("grouping+compaction")]
    public void A_try_that_was_put_off_has_the_reason_of_the_last_one_made(string strategy)
    {
        Obstacle? last = null;
        int deferred = 0;
        foreach (RequestRecord request in Run(strategy).Requests.Where(r => !r.Granted))
        {
            Obstacle obstacle = request.Obstacle!.Value.Obstacle;
            if (request.Failure == FailureCause.Deferred && last is { } tried)
            {
                Assert.Equal(tried, obstacle);
                deferred++;
            }
            if (request.Failure is not (FailureCause.Deferred or FailureCause.Skipped))
                last = obstacle;
        }
        Assert.True(deferred > 0, "no try was put off");
    }

    [Fact]
    public void Where_too_little_is_free_to_compact_the_reason_is_what_is_in_memory()
    {
        RequestFailure[] skipped = [.. Run("linux").Requests
            .Where(r => r.Failure == FailureCause.Skipped).Select(r => r.Obstacle!.Value)];
        Assert.NotEmpty(skipped);
        Assert.All(skipped, failure => Assert.True(failure.Obstacle switch
        {
            Obstacle.Unmovable or Obstacle.Pinned => failure.OpenBlocks == 0,
            // 128 MiB of memory: a huge page twice, and the low watermark.
            Obstacle.NoMemory => failure.FreePages + failure.DroppablePages < 1024 + 4096,
            _ => failure.FreePages + failure.DroppablePages >= 1024,
        }, failure.ToString()));
    }

    [Fact]
    public void Surveys_keep_step_with_maps_and_maps_can_be_left_out()
    {
        RunResult with = Run("none");
        Assert.Equal(with.Maps.Select(m => m.TimeNs), with.Blockers.Select(b => b.TimeNs));
        RunResult without = Run("none", keepMaps: false);
        Assert.Empty(without.Maps);
        Assert.Equal(with.Blockers.Count, without.Blockers.Count);
        Assert.Equal(with.Requests, without.Requests);
    }

    private static RunResult Run(string strategy, bool keepMaps = true)
    {
        SimulationOptions options = new() { MemoryBytes = 128UL << 20, KeepMaps = keepMaps };
        WorkloadSetup setup = new(options.MemoryBytes, options.HugeOrder, 1);
        return Simulation.Run(options, StrategyCatalog.Create(strategy),
            WorkloadCatalog.Create("highalloc", setup), 1, null, null, default);
    }
}
