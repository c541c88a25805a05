using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class MemorySurveyTests
{
    private readonly TestMachine bench = new("grouping");

    private BlockerSurvey Take(out PageblockCell[] cells)
    {
        BlockerSurvey survey = new MemorySurvey(bench.Machine).Take(true, out PageblockMap? map);
        cells = map!.Cells;
        return survey;
    }

    [Fact]
    public void Every_page_of_the_machine_is_in_one_cell()
    {
        bench.Fill(1);
        Take(out PageblockCell[] cells);
        Assert.Equal(bench.Machine.FreePages, cells.Sum(c => c.Free));
        Assert.Equal(bench.Machine.AllocatedPages,
            cells.Sum(c => c.Movable + c.Reclaimable + c.Unmovable));
    }

    [Fact]
    public void The_cells_are_those_that_the_snapshot_counts()
    {
        bench.Fill(1);
        bench.Free(3);
        Take(out PageblockCell[] cells);
        uint pages = bench.Machine.Pageblocks.Pages;
        for (uint i = 0; i < cells.Length; i++)
        {
            PageblockCell plain = PageblockSurvey.Survey(
                bench.Machine, i * pages, (i + 1) * pages);
            Assert.Equal((plain.Type, plain.Free, plain.Movable, plain.Unmovable),
                (cells[i].Type, cells[i].Free, cells[i].Movable, cells[i].Unmovable));
        }
    }

    [Fact]
    public void One_unmovable_page_holds_its_block()
    {
        BlockerSurvey before = Take(out _);
        bench.Unmovable(1);
        BlockerSurvey survey = Take(out PageblockCell[] cells);
        Blocker slab = Assert.Single(survey.Blockers, b => b.Source == PageSource.Slab);
        Assert.Equal((Hindrance.Unmovable, 1L, 1L), (slab.Hindrance, slab.Blocks, slab.Pages));
        Assert.InRange(survey.HeldBlocks - before.HeldBlocks, 0, 1);
        Assert.Contains(cells, c => c is { Unmovable: > 0, Holder: PageSource.Slab });
    }

    [Fact]
    public void A_pinned_page_holds_its_block_until_it_is_unpinned()
    {
        bench.Alloc(1);
        bench.Do(EventOp.Pin, 1);
        Assert.Contains(Take(out PageblockCell[] cells).Blockers,
            b => b is { Hindrance: Hindrance.Pinned, Source: PageSource.Anon, Blocks: 1 });
        Assert.Equal(1, cells.Sum(c => c.Pinned));
        bench.Do(EventOp.Unpin, 1);
        Assert.DoesNotContain(Take(out _).Blockers, b => b.Hindrance == Hindrance.Pinned);
    }

    [Fact]
    public void A_huge_page_in_use_holds_nothing()
    {
        BlockerSurvey before = Take(out _);
        Assert.True(bench.Request(1));
        BlockerSurvey survey = Take(out PageblockCell[] cells);
        Assert.Equal(1, survey.InUse);
        Assert.Equal(before.HeldBlocks, survey.HeldBlocks);
        Assert.Equal(512, cells.Sum(c => c.Huge));
    }

    [Fact]
    public void A_huge_page_in_the_pool_is_counted_as_idle_until_it_is_asked_for()
    {
        TestMachine pooled = new("partition:pool=2");
        Assert.Equal(1024, Idle());
        Assert.True(pooled.Request(1));
        Assert.Equal(512, Idle());

        int Idle()
        {
            new MemorySurvey(pooled.Machine).Take(true, out PageblockMap? map);
            Assert.Equal(1024, map!.Cells.Sum(c => c.Huge));
            return map.Cells.Sum(c => c.Pool);
        }
    }

    [Fact]
    public void Held_blocks_are_those_that_the_oracle_cannot_open()
    {
        bench.Unmovable(1);
        bench.Unmovable(2, 4);
        BlockerSurvey survey = Take(out _);
        Assert.Equal(survey.HugeBlocks - survey.HeldBlocks,
            bench.Machine.Use.CountOpen(bench.Zone, bench.Machine.HugeOrder));
    }

    [Fact]
    public void Without_cells_the_counts_are_the_same()
    {
        bench.Unmovable(1);
        MemorySurvey memory = new(bench.Machine);
        BlockerSurvey with = memory.Take(true, out _);
        BlockerSurvey without = memory.Take(false, out PageblockMap? map);
        Assert.Null(map);
        Assert.Equal(with.Blockers, without.Blockers);
        Assert.Equal(with.HeldBlocks, without.HeldBlocks);
    }
}
