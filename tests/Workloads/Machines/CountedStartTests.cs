using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Machines;
using Xunit;

namespace FragSim.Tests.Workloads.Machines;

public sealed class CountedStartTests
{
    private const string Zones = "Node 0, zone   Normal\n  spanned  16384\n  managed  16384\n"
        + "  start_pfn:  0\n";

    [Fact]
    public void Blocks_above_the_largest_order_are_pairs_of_it()
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", "Node 0, zone Normal 4 0 0 0 0 0 0 0 0 0 1 0 1 1\n");
        folder.File("zoneinfo", Zones);
        Assert.Equal(1 + 4 + 8, Start(folder).FreeLists.Single(l => l.Order == 10).Pfns.Length);
        Assert.Contains("above order 10", MachineStart.Assumed(
            MachineSnapshot.Open(folder.Path), 0), StringComparison.Ordinal);
    }

    [Fact]
    public void Pageblocks_of_another_order_are_counted_by_their_pages()
    {
        using TempFolder folder = new();
        string path = folder.File("p", "Page block order: 12\nNode    0, zone      DMA, type      "
            + "Movable 8 0 0 0 0 0 0 0 0 0 0 0 1\nNode    0, zone  HighMem, type   Tomorrow 8 0 0 "
            + "0 0 0 0 0 0 0 0 0 1\n\nNumber of blocks type Unmovable Movable Tomorrow\n"
            + "Node 0, zone DMA 1 3 0\nNode 0, zone HighMem 0 1 1\n");
        MachineSnapshot snapshot = MachineSnapshot.Open(path);
        StartState start = MachineStart.Build(snapshot, 0, 1);
        Assert.Equal([("DMA", 0u, 16384u), ("HighMem", 16384u, 8192u)],
            start.Zones.Select(z => (z.Name, z.Start, z.Spanned)));
        Assert.Equal(8, start.Pageblocks.Count(p => p.Type == MigrateType.Unmovable));
        Assert.Contains("Tomorrow is taken for Movable", MachineStart.Assumed(snapshot, 0),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_counters_tell_of_use_is_what_the_start_holds()
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", "Node 0, zone   Normal  384 0 0 0 0 0 0 0 0 0 1\n");
        folder.File("zoneinfo", Zones + "    nr_inactive_anon 3000\n    nr_active_anon 1000\n    "
            + "nr_active_file 2000\n    nr_slab_reclaimable 500\n");
        Assert.Equal([(PageSource.Kernel, 16384 - 1408 - 6500), (PageSource.Anon, 4000),
            (PageSource.PageCache, 2000), (PageSource.Slab, 500)], Uses(Start(folder)));
    }

    [Theory]
    [InlineData("vmstat", "nr_active_anon 3000\nnr_inactive_file 1000\nnr_slab_reclaimable 100\n")]
    [InlineData("meminfo", "Active(anon): 12000 kB\nInactive(file): 4000 kB\nSReclaimable: 400 "
        + "kB\n")]
    public void Counters_of_the_machine_do_where_zones_have_none(string file, string counters)
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", "Node 0, zone   Normal  384 0 0 0 0 0 0 0 0 0 1\n");
        folder.File("zoneinfo", Zones);
        folder.File(file, counters);
        Assert.Equal([(PageSource.Kernel, 16384 - 1408 - 4100), (PageSource.Anon, 3000),
            (PageSource.PageCache, 1000), (PageSource.Slab, 100)], Uses(Start(folder)));
        Assert.DoesNotContain("half", MachineStart.Assumed(MachineSnapshot.Open(folder.Path), 0),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Kernel_memory_fills_its_pageblocks_and_then_whole_movable_ones()
    {
        using TempFolder folder = new();
        folder.File("pagetypeinfo", "Page block order: 9\nNode    0, zone   Normal, type Movable "
            + "0 0 0 0 0 0 0 0 0 8 0\n\nNumber of blocks type Unmovable Movable\n"
            + "Node 0, zone Normal 2 30\n");
        folder.File("zoneinfo", Zones + "    nr_active_anon 10240\n");
        StartState start = Start(folder);
        uint[] kernel = [.. start.Blocks.Where(b => b.Source == PageSource.Kernel)
            .Select(b => b.Pfn >> 9).Distinct()];
        // 2,048 pages: two pageblocks of their own, and two more.
        Assert.Equal(4, kernel.Length);
        Assert.Equal(2, start.Pageblocks.Count(p => p.Type == MigrateType.Unmovable
            && kernel.Contains(p.Pfn >> 9)));
    }

    [Fact]
    public void A_kernel_log_is_a_start_with_the_limits_it_tells()
    {
        MachineSnapshot log = MachineSnapshot.Open(
            TestFiles.Data("machines", "sysrq-reserve.txt"));
        StartState start = MachineStart.Build(log, 0, 1);
        Assert.Equal([("DMA", 0u), ("DMA32", 4096u)], start.Zones.Select(z => (z.Name, z.Start)));
        Assert.Equal(("DMA32", 2784 / 4, 3480 / 4, 4176 / 4), (start.Tuning[1].Zone,
            start.Tuning[1].Min, start.Tuning[1].Low, start.Tuning[1].High));
    }

    [Fact]
    public void Pages_of_64_KiB_are_refused_for_what_they_are()
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", "Node 0, zone Normal 4 0 0 0 0 0 0 0 0 0 1 0 1 1\n");
        folder.File("zoneinfo", Zones);
        folder.File("meminfo", "MemTotal: 1048576 kB\n");
        Assert.Contains("its pages are of 64 KiB", Assert.Throws<InputException>(
            () => Start(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Normal", "larger --memory")]
    [InlineData("HighMem", "give a folder with zoneinfo or pagetypeinfo too")]
    public void A_size_that_was_given_is_not_asked_for_again(string zone, string remedy)
    {
        using TempFolder folder = new();
        string path = folder.File("b", "Node 0, zone DMA 1 1 1 1 1 1 1 1 1 1 1\n"
            + $"Node 0, zone {zone} 1 1 1 1 1 1 1 1 1 1 1\n");
        Assert.Contains(remedy, Assert.Throws<InputException>(() => MachineStart.Build(
            MachineSnapshot.Open(path), 1UL << 30, 1)).Message, StringComparison.Ordinal);
    }

    private static (PageSource, int)[] Uses(StartState start) =>
        [.. start.Blocks.GroupBy(b => b.Source).OrderBy(g => g.Key)
            .Select(g => (g.Key, g.Count()))];

    private static StartState Start(TempFolder folder) =>
        MachineStart.Build(MachineSnapshot.Open(folder.Path), 0, 1);
}
