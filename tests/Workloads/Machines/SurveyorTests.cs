using FragSim.Sim.Results;
using FragSim.Traces.Machines;
using Xunit;

namespace FragSim.Tests.Workloads.Machines;

public sealed class SurveyorTests
{
    private const string Free = "Node 0, zone  DMA 0 0 0 0 0 0 0 0 0 1 3\n"
        + "Node 0, zone  Normal 10 0 0 0 0 0 0 0 0 0 100\n";

    [Fact]
    public void Blocks_behind_lowmem_reserve_are_kept_back_from_users()
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", Free);
        folder.File("zoneinfo", Zone("DMA", 30, "(0, 4000)") + Zone("Normal", 30, "(0, 0)"));
        MachineSurvey survey = Survey(folder);
        Assert.Equal([(0, 7), (199, 1)], survey.Zones.Select(
            z => (z.HugePages[0].Now, z.HugePages[0].Kept)));
        Assert.Equal(199, survey.HugePages[0].Now);
    }

    [Theory]
    [InlineData(101_899, 0)] // Of 102,410 free pages 511 do not count: 101,899 are not more.
    [InlineData(101_898, 1)]
    [InlineData(101_387, 1)] // After the first there are 512 fewer.
    [InlineData(101_386, 2)]
    public void The_last_block_given_leaves_more_than_the_watermark(long min, long now)
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", Free);
        folder.File("zoneinfo", Zone("DMA", 1 << 20, "(0, 0)") + Zone("Normal", min, "(0, 0)"));
        Assert.Equal(now, Survey(folder).HugePages[0].Now);
    }

    [Fact]
    public void What_is_kept_for_urgent_requests_is_not_for_users()
    {
        using TempFolder folder = new();
        folder.File("pagetypeinfo", "Page block order: 9\nNode    0, zone   Normal, type   "
            + "HighAtomic 0 0 0 0 0 0 0 0 0 4 0\nNode    0, zone   Normal, type      Movable 9 0 "
            + "0 0 0 0 0 0 0 0 40\n");
        Assert.Equal((80, 4), (Survey(folder).HugePages[0].Now, Survey(folder).HugePages[0].Kept));
    }

    [Fact]
    public void Without_limits_and_sizes_zone_DMA_is_left_out_and_that_is_said()
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", Free);
        MachineSurvey survey = Survey(folder);
        Assert.Equal((200, 7), (survey.HugePages[0].Now, survey.HugePages[0].Kept));
        Assert.Contains(survey.Notes,
            n => n.Contains("ZONE_DMA is left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 4)] // Of 3,584 free pages 258,048 / 256 = 1,008 are kept, and 176 for min.
    [InlineData(4, 0)] // 1,044,480 / 256 = 4,080.
    public void The_size_of_memory_makes_the_reserve_of_the_kernel(ulong gibibytes, long dma)
    {
        using TempFolder folder = new();
        string path = folder.File("b", Free.Replace("Normal 10 0 0 0 0 0 0 0 0 0 100",
            "DMA32 10 0 0 0 0 0 0 0 0 0 100", StringComparison.Ordinal));
        MachineSurvey survey =
            Surveyor.Of(MachineSnapshot.Open(path), null, gibibytes << 30);
        Assert.Equal(dma, survey.Zones[0].HugePages[0].Now);
    }

    [Fact]
    public void The_order_is_that_asked_for_or_refused_or_of_a_huge_page()
    {
        MachineSnapshot log = MachineSnapshot.Open(
            TestFiles.Data("machines", "failure-arm64-quoted.txt"));
        Assert.Equal(6, Surveyor.Of(log).Order);
        Assert.Equal(10, Surveyor.Of(log, 10).Order);
        Assert.Equal(9, Surveyor.Of(MachineSnapshot.Open(TestFiles.Data("machine"))).Order);
    }

    [Fact]
    public void Indices_of_any_order_are_the_kernels()
    {
        // linux-mm, 2016: DMA32 of 3.4 GiB had no block of order 2.
        ZoneSurvey zone = Surveyor.Of(MachineSnapshot.Open(
            TestFiles.Data("machines", "oom-order2-quoted.txt"))).Zones[1];
        long pages = 9514 + (2 * 3085), blocks = 9514 + 3085;
        Assert.Equal((1000, 1000 - ((1000 + (pages * 1000 / 4)) / blocks)),
            (zone.UnusableIndex, zone.FragmentationIndex));
    }

    [Fact]
    public void Ranges_of_frames_are_counted_once_each_and_by_what_holds_them()
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", "Node 0, zone   Normal 0 0 0 0 0 0 0 0 0 4 0\n");
        folder.File("zoneinfo", "Node 0, zone   Normal\n  min 1\n  low 2\n  high 3\n  spanned "
            + "8192\n  managed 8192\n  protection: (0, 0)\n  start_pfn: 0\n");
        byte[] flags = new byte[8 * 8192];
        for (int pfn = 0; pfn < 8192; pfn++)
        {
            // Four ranges free, six movable, three of slabs, one of page tables, two reserved.
            long flag = (pfn >> 9) switch
            {
                < 4 => 1L << 10,
                < 10 => 1L << 5,
                < 13 => 1L << 7,
                13 => 1L << 26,
                _ => 1L << 17,
            };
            BitConverter.TryWriteBytes(flags.AsSpan(8 * pfn), flag);
        }
        File.WriteAllBytes(Path.Combine(folder.Path, "kpageflags"), flags);
        HugeSurvey huge = Survey(folder).HugePages[0];
        Assert.Equal((3, 16), (huge.Now, huge.Total));
        Assert.Equal(new HolderSurvey(3, 1, 2, 0, 0), huge.NeverHeldBy);
        Assert.Equal(6, huge.AfterCompaction + huge.AfterReclaim);
    }

    private static MachineSurvey Survey(TempFolder folder) =>
        Surveyor.Of(MachineSnapshot.Open(folder.Path));

    private static string Zone(string name, long min, string protection) =>
        $"Node 0, zone   {name}\n  min {min}\n  low {min + 1}\n  high {min + 2}\n  managed  "
            + $"4000000\n  protection: {protection}\n";
}
