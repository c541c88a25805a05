using FragSim.Traces.Machines;
using Xunit;

namespace FragSim.Tests.Workloads.Machines;

public sealed class PageSizeTests
{
    [Theory]
    [InlineData(4096, 9)]
    [InlineData(16384, 11)]
    [InlineData(65536, 13)]
    public void A_huge_page_is_what_one_table_of_entries_maps(int bytes, int order) =>
        Assert.Equal(order, new PageSize(bytes, IsTold: true).HugeOrder);

    [Theory]
    [InlineData(14, 13, "Normal", 65536)]
    [InlineData(12, 11, "Normal", 16384)]
    [InlineData(12, 11, "HighMem", 4096)]
    [InlineData(14, 9, "Normal", 4096)]
    [InlineData(11, 9, "Normal", 4096)]
    public void It_is_guessed_by_orders_and_pageblocks(
        int orders, int pageblock, string zone, int bytes)
    {
        using TempFolder folder = new();
        string path = folder.File("p", $"Page block order: {pageblock}\nNode    0, zone {zone}, "
            + $"type Movable {string.Join(' ', Enumerable.Range(1, orders))}\n");
        Assert.Equal(new PageSize(bytes, IsTold: false), MachineSnapshot.Open(path).PageSize);
    }

    [Fact]
    public void Meminfo_and_zoneinfo_tell_it()
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", "Node 0, zone Normal 1 2 3 4 5 6 7 8 9 10 11 12 13 14\n");
        folder.File("zoneinfo", "Node 0, zone Normal\n  managed 100000\n");
        folder.File("meminfo", "MemTotal:  6400000 kB\n");
        Assert.Equal(new PageSize(65536, IsTold: true), MachineSnapshot.Open(folder.Path).PageSize);
    }
}
