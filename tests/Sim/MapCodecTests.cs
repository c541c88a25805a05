using CsCheck;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class MapCodecTests
{
    private static readonly Gen<PageblockCell> Cell =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 70_000], Gen.Int[0, 70_000], Gen.Int[0, 8],
            (type, free, used, source) => new PageblockCell(
                (MigrateType)type, free, used, used / 3, used / 2)
            {
                Huge = used / 5,
                Pool = used / 9,
                Pinned = used / 7,
                Owner = (PageSource)source,
                Holder = (PageSource)(8 - source),
            });

    [Fact]
    public void What_was_encoded_is_decoded_map_by_map() =>
        Gen.Select(Cell.Array[40], Cell.Array[40], Gen.Bool.Array[40]).Sample((a, b, keep) =>
        {
            PageblockCell[] next = [.. a.Select((cell, i) => keep[i] ? cell : b[i])];
            PageblockMap first = new(0, 1, a), second = new(1, 1, next);
            PageblockCell[]? one = MapCodec.Decode(
                MapCodec.Encode(first, null), new PageblockCell[40]);
            Assert.Equal(a, one);
            Assert.Equal(next, MapCodec.Decode(MapCodec.Encode(second, first), one!));
        });

    [Fact]
    public void A_map_that_did_not_change_takes_no_byte()
    {
        PageblockMap map = new(0, 1, [new PageblockCell(MigrateType.Movable, 1, 2, 3, 4)]);
        Assert.Empty(MapCodec.Encode(map with { TimeNs = 9 }, map));
    }

    [Fact]
    public void Bytes_that_are_no_map_are_refused() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            PageblockCell[]? cells = MapCodec.Decode(bytes, new PageblockCell[10]);
            Assert.All(cells ?? [], cell => Assert.True(
                cell is { Free: >= 0, Movable: >= 0, Reclaimable: >= 0, Unmovable: >= 0 }
                && cell.Pool <= cell.Huge && cell.Huge <= cell.Movable
                && cell.Pinned <= cell.Unmovable));
        });

    [Theory]
    [InlineData(new byte[] { 200, 1, 1, 2 })]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 1 })]
    [InlineData(new byte[] { 0, 1, 255, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 0, 4, 2 })]
    public void A_cell_beyond_the_end_a_torn_number_or_pages_of_nothing_are_refused(byte[] bytes) =>
        Assert.Null(MapCodec.Decode(bytes, new PageblockCell[3]));
}
