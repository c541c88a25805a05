using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using Spectre.Console.Testing;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class TerminalPicturesTests
{
    private static readonly PageblockCell[] Cells =
    [
        new(MigrateType.Movable, 512, 0, 0, 0),
        new(MigrateType.Movable, 12, 500, 0, 0),
        new(MigrateType.Reclaimable, 12, 0, 500, 0),
        new(MigrateType.Unmovable, 12, 0, 0, 500),
        new(MigrateType.Movable, 12, 499, 0, 1),
        new(MigrateType.Movable, 0, 512, 0, 0) { Huge = 512 },
        default,
    ];

    [Fact]
    public void A_pageblock_is_one_character() =>
        Assert.Equal(".mrUxH ", TextMap.Cells(new PageblockMap(0, 1, Cells), 80));

    [Fact]
    public void A_block_that_is_idle_in_the_pool_has_a_character_of_its_own()
    {
        PageblockCell inUse = new(MigrateType.Movable, 0, 512, 0, 0) { Huge = 512 };
        Assert.Equal("HP", TextMap.Cells(
            new PageblockMap(0, 1, [inUse, inUse with { Pool = 512 }]), 80));
    }

    [Fact]
    public void Where_there_is_no_room_neighbours_share_a_character()
    {
        PageblockMap map = new(0, 1, Cells);
        Assert.Equal("mrx ", TextMap.Cells(map, 4));
        Assert.Single(TextMap.Cells(map, 1));
        Assert.Single(TextMap.Cells(map, 0));
    }

    [Fact]
    public void The_map_has_a_line_a_sample_and_fits_the_terminal()
    {
        using TestConsole console = new();
        console.Profile.Width = 60;
        RunResult run = FakeRuns.Of("linux", 1, 0.5) with
        {
            Maps = [.. Enumerable.Range(0, 5).Select(i => new PageblockMap(
                i * 1_000_000_000L, 1, [.. Enumerable.Repeat(Cells[1], 300)]))],
        };
        TextMap.Write([run], console);
        string[] lines =
            [.. console.Lines.Where(l => l.Contains("mmmm", StringComparison.Ordinal))];
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 40, 60));
    }

    [Fact]
    public void The_live_table_has_a_row_a_strategy_and_what_its_seeds_say_so_far()
    {
        RunPlan plan = new(["none", "linux"], [1, 2]);
        RunProgress progress = new(plan, [10, 10, 10, 0]);
        progress.Reached(0, 5);
        progress.Ended(2, FakeRuns.Of("linux", 1, 0.5));
        using TestConsole console = new();
        console.Profile.Width = 100;
        console.Write(LiveTable.Of(plan, progress));
        Assert.Contains("none", console.Output, StringComparison.Ordinal);
        Assert.Contains("0/2", console.Output, StringComparison.Ordinal);
        Assert.Contains("1/2", console.Output, StringComparison.Ordinal);
        Assert.Contains("41.0", console.Output, StringComparison.Ordinal);
        Assert.Equal(0.375, progress.Fraction);
    }

    [Fact]
    public void No_color_takes_the_colours_from_the_map()
    {
        FragsimProcess run = FragsimProcess.Run("run", "--memory", "16MiB", "--strategy", "none",
            "--seeds", "1", "--no-charts", "--map", "--out",
            Path.Combine(Directory.CreateTempSubdirectory("fragsim-test-").FullName, "x"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("none, seed 1", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
    }
}
