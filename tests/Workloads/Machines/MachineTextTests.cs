using FragSim.Sim.Base;
using FragSim.Traces.Machines;
using Xunit;

namespace FragSim.Tests.Workloads.Machines;

public sealed class MachineTextTests
{
    private const string Row = "Node 0, zone   Normal     12      3      0      1      0      0"
        + "      0      0      2      1      7 ";

    private static readonly long[] Counts = [12, 3, 0, 1, 0, 0, 0, 0, 2, 1, 7];

    [Theory]
    [InlineData("{0}\n")]
    [InlineData("{0}\r\n")]
    [InlineData("\ufeff{0}\n")]
    [InlineData("   {0}")]
    [InlineData("[root@host ~]# cat /proc/buddyinfo\n{0}\n[root@host ~]# ")]
    [InlineData("> > {0}\n> and so on\n")]
    [InlineData("\u001b[32m{0}\u001b[0m\n")]
    [InlineData("Nov 30 10:00:01 host watch[77]: {0}\n")]
    public void A_row_is_read_whatever_stands_around_it(string around)
    {
        using TempFolder folder = new();
        MachineText text = Read(folder, around.Replace("{0}", Row, StringComparison.Ordinal));
        Assert.Equal(Counts, Assert.Single(text.Free).Blocks);
    }

    [Fact]
    public void Blanks_of_a_web_page_are_blanks()
    {
        using TempFolder folder = new();
        Assert.Equal(Counts, Read(folder, Row.Replace(' ', '\u00a0')).Free[0].Blocks);
    }

    [Fact]
    public void A_row_that_a_mail_program_broke_is_joined()
    {
        using TempFolder folder = new();
        MachineText text = Read(folder, "> Node 0, zone   Normal     12      3      0      1\n>   "
            + "   0      0      0      0      2      1      7\n> Node 1, zone   Normal     12     "
            + " 3      0\n>      1      0      0      0      0      2      1      7\n");
        Assert.Equal([(0, 12), (1, 12)], text.Free.Select(z => (z.Node, z.Blocks[0])));
        Assert.All(text.Free, z => Assert.Equal(Counts, z.Blocks));
    }

    [Fact]
    public void A_row_that_is_cut_is_refused_with_the_reason()
    {
        using TempFolder folder = new();
        InputException error = Assert.Throws<InputException>(
            () => Read(folder, Row + "\nNode 1, zone   Normal  12  3  0  1  0  0\n"));
        Assert.Contains("has 6 numbers, and the rows before have 11; the text is cut or wrapped",
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reserve")]
    [InlineData("<NULL>")]
    [InlineData("Memcg_Reserve")]
    [InlineData("Mirror")]
    [InlineData("Tomorrow")]
    public void A_type_of_any_name_is_counted_under_it(string name)
    {
        using TempFolder folder = new();
        MachineText text = Read(folder, "# cat /proc/pagetypeinfo\nNode    3, zone   Normal, type "
            + name + " 1 2 3 4 5 >100000 7 8 9 10 11\n\nNumber of blocks type     Movable " + name
            + "\nNode 3, zone   Normal      40   2\n");
        TypeCounts counts = Assert.Single(text.Types);
        Assert.Equal((3, "Normal", name), (counts.Node, counts.Zone, counts.Type));
        Assert.Equal(100_000, counts.Blocks[5]);
        Assert.Equal([("Movable", 40L), (name, 2L)], text.Pageblocks[0].OfType);
    }

    [Fact]
    public void Each_node_has_a_table_of_its_own_in_new_kernels()
    {
        MachineText text = MachineText.Read(
            TestFiles.Data("machines", "pagetypeinfo-mirror-two-nodes.txt"));
        Assert.Equal(9, text.PageblockOrder);
        Assert.Equal([10_752, 12_288], text.Pageblocks.Select(p => p.Count));
        Assert.Equal(973 + 2003, text.Types.Where(t => t.Type == "Mirror").Sum(t => t.Blocks[10]));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(14)]
    public void As_many_orders_are_counted_as_the_kernel_has(int orders)
    {
        using TempFolder folder = new();
        string numbers = string.Join(' ', Enumerable.Range(1, orders));
        Assert.Equal(orders,
            Read(folder, $"Node 0, zone Normal {numbers}\n").Free[0].Blocks.Length);
    }

    [Fact]
    public void A_table_of_mixed_blocks_is_left_out()
    {
        using TempFolder folder = new();
        MachineText text = Read(folder, "Node    0, zone   Normal, type Movable 0 0 0 0 0 0 0 0 0 "
            + "0 1\n\nNumber of blocks type Movable\nNode 0, zone   Normal 40\n\nNumber of mixed "
            + "blocks Movable\nNode 0, zone   Normal 3\n");
        Assert.Equal(40, Assert.Single(text.Pageblocks).Count);
    }

    [Fact]
    public void A_name_has_nothing_in_it_that_a_terminal_obeys()
    {
        using TempFolder folder = new();
        MachineText text = Read(folder, "Node 0, zone No\u0007rm\u0009 1 2 3 4 5 6 7\n");
        Assert.Equal("No?rm", text.Free[0].Zone);
    }

    private static MachineText Read(TempFolder folder, string text) =>
        MachineText.Read(folder.File("posted", text));
}
