using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class StrictTests
{
    [Fact]
    public void Far_fewer_blocks_are_polluted_than_by_a_kernel_that_mixes_before_it_reclaims()
    {
        int with = PollutedByKernelPages("strict");
        int without = PollutedByKernelPages("linux");
        Assert.True(without > 8 && with * 4 < without, $"{with} against {without}");
    }

    [Fact]
    public void Rather_than_fail_it_mixes_after_all()
    {
        var bench = new TestMachine("strict");
        uint pages = bench.Fill(1, flags: EventFlags.None);
        for (uint id = 1; id <= pages; id += 50)
            bench.Free(id);
        bench.Zone.Pcp!.DrainAll();
        Assert.True(bench.Unmovable(500_000));
        Assert.True(bench.Count(VmCounter.Extfrag) > 0);
        bench.Machine.Validate();
    }

    [Fact]
    public void Whole_blocks_are_made_in_the_background_once_one_was_wanted()
    {
        var bench = new TestMachine("strict", 256);
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (bench[id] % 4 != 3)
                bench.Free(id);
        }
        bench.Zone.Pcp!.DrainAll();
        bench.Unmovable(500_000);
        bench.NowNs += 100_000_000;
        bench.Do(EventOp.Idle);
        Assert.True(bench.Zone.Free.CountOfOrder(9) + bench.Zone.Free.CountOfOrder(10) > 0);
        Assert.True(bench.Machine.BackgroundNs > 0);
    }

    /// <summary>Memory full of anonymous pages and page cache, one beside the other, an eighth of
    /// both free here and there; then a burst of kernel pages, each asked for as soon as the last
    /// was had.</summary>
    /// <returns>Pageblocks that hold both movable pages and others at the end.</returns>
    private static int PollutedByKernelPages(string strategy)
    {
        var bench = new TestMachine(strategy, 256);
        uint id = 1;
        while (bench.Alloc(id, flags: EventFlags.Lru, effort: Effort.None,
            source: id % 2 == 0 ? PageSource.PageCache : PageSource.Anon))
            id++;
        for (uint free = 1; free < id; free++)
        {
            if (bench[free] != Pfn.None && bench[free] % 16 < 2)
                bench.Free(free);
        }
        bench.Zone.Pcp!.DrainAll();
        for (uint kernel = 500_000; kernel < 503_000; kernel++)
        {
            Assert.True(bench.Unmovable(kernel));
            bench.NowNs += 1000 + bench.Ledger.Stall.TotalNs;
        }
        bench.Machine.Validate();
        int polluted = 0;
        for (uint at = 0; at < bench.Zone.End; at += bench.Zone.Pageblocks.Pages)
        {
            PageblockCell cell = PageblockSurvey.Survey(
                bench.Machine, at, at + bench.Zone.Pageblocks.Pages);
            polluted += cell.Movable > 0 && cell.Unmovable + cell.Reclaimable > 0 ? 1 : 0;
        }
        return polluted;
    }
}
