using FragSim.Sim.Base;
using FragSim.Traces.Machines;
using Xunit;

namespace FragSim.Tests.Workloads.Machines;

public sealed class ShowMemTests
{
    private const string Counts = "Node 0 Normal: 3*4kB (U) 2*8kB (UM) 1*16kB (E) 0*32kB 0*64kB "
        + "0*128kB 1*256kB (H) 1*512kB (C) 1*1024kB (I) 0*2048kB 2*4096kB (M) = ";

    [Fact]
    public void Letters_are_types_where_all_blocks_of_an_order_have_one()
    {
        using TempFolder folder = new();
        MachineText text = Read(folder, Counts + "10028kB\n");
        Assert.Equal([3, 2, 1, 0, 0, 0, 1, 1, 1, 0, 2], text.Free[0].Blocks);
        Assert.Equal(["Unmovable", "UM", "Reclaimable", "HighAtomic", "CMA", "Isolate", "Movable"],
            text.Types.Select(t => t.Type));
        Assert.Equal(2, text.Types.Single(t => t.Type == "Movable").Blocks[10]);
    }

    [Theory]
    [InlineData("failure-arm64-quoted.txt", 6, 3, 62 + 1436, 10)]
    [InlineData("oom-i386-syslog.txt", 0, 2, 1, 9)]
    [InlineData("oom-order2-quoted.txt", 2, 3, 1, 7)]
    [InlineData("oom-ppc64-wrapped.txt", null, 1, 23, 5)]
    [InlineData("sysrq-reserve.txt", null, 2, 1, 8)]
    public void Reports_that_people_posted_are_read(
        string file, int? failed, int zones, long blocks, int order)
    {
        MachineText text = MachineText.Read(TestFiles.Data("machines", file));
        Assert.Equal(failed, text.Report!.FailedOrder);
        Assert.Equal(zones, text.Free.Count);
        Assert.Equal(blocks, text.Free.Sum(z => z.Blocks[order]));
    }

    [Fact]
    public void Limits_are_pages_and_belong_to_the_zone_of_their_row()
    {
        MachineText text = MachineText.Read(
            TestFiles.Data("machines", "oom-order2-quoted.txt"));
        MachineZone zone = text.Report!.Zones[1];
        Assert.Equal(("DMA32", 61984 / 4, 77480 / 4, 92976 / 4, 3512924 / 4),
            (zone.Name, zone.Min, zone.Low, zone.High, zone.Managed));
        Assert.Equal([0, 0, 94, 94, 94], zone.Protection);
        Assert.Equal((2395900 + 454596) / 4, zone.Use.Anon);
        Assert.Equal(218640 / 4, zone.Use.SlabReclaimable);
        Assert.Equal(622526 + 154230, text.Report.Totals.Anon);
    }

    [Fact]
    public void Pages_of_64_KiB_are_known_by_the_smallest_block()
    {
        using TempFolder folder = new();
        string path = folder.File("log", "Node 0 Normal: 1*64kB 1*128kB 0*256kB 0*512kB 0*1024kB "
            + "0*2048kB 0*4096kB 3*8192kB = 24768kB\n");
        Assert.Equal(new PageSize(65536, IsTold: true), MachineSnapshot.Open(path).PageSize);
    }

    [Fact]
    public void Of_several_reports_the_last_that_is_whole_counts()
    {
        using TempFolder folder = new();
        const string Failure = "app: page allocation failure. order:4, mode:0x4020\nMem-Info:\n";
        MachineText text = Read(folder, Failure + Counts + "10028kB\n"
            + Failure.Replace('4', '5') + Counts.Replace("3*4kB", "7*4kB", StringComparison.Ordinal)
            + "10044kB\n" + Failure.Replace('4', '6') + Counts[..80] + "\n");
        Assert.Equal((2, 5, 7), (text.Reports, text.Report!.FailedOrder, text.Free[0].Blocks[0]));
    }

    [Fact]
    public void A_row_that_does_not_add_up_is_refused_when_there_is_no_other()
    {
        using TempFolder folder = new();
        InputException error =
            Assert.Throws<InputException>(() => Read(folder, "Mem-Info:\n" + Counts + "10029kB\n"));
        Assert.Contains(":2: the free blocks of zone Normal are not the sum at the end of the row",
            error.Message, StringComparison.Ordinal);
    }

    private static MachineText Read(TempFolder folder, string text) =>
        MachineText.Read(folder.File("log", text));
}
