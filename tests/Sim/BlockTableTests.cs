using FragSim.Sim.Base;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class BlockTableTests
{
    [Fact]
    public void Each_list_has_a_number_of_its_own()
    {
        var table = new BlockTable();
        for (MigrateType type = 0; (int)type < MigrateTypes.Count; type++)
        {
            for (int order = 0; order < Order.Count; order++)
                table[order, type] = (100 * (int)type) + order;
        }

        for (MigrateType type = 0; (int)type < MigrateTypes.Count; type++)
        {
            Assert.Equal(
                Enumerable.Range(0, Order.Count).Select(o => (100L * (int)type) + o),
                table.Of(type).ToArray());
        }
        int types = MigrateTypes.Count;
        Assert.Equal((100L * types * (types - 1) / 2) + (types * 3L), table.OfOrder(3));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Order.Count)]
    public void There_is_no_list_of_order(int order) =>
        Assert.Throws<IndexOutOfRangeException>(
            () => new BlockTable()[order, MigrateType.Movable]);
}
