using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Strategies;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Frame numbers up to 16 TiB, on paper; and what cannot be built is refused before any
/// number overflows.</summary>
public sealed class LargeMemoryTests
{
    private const ulong FramesOf16TiB = 1UL << 32;

    public static TheoryData<uint> LastFrames { get; } =
        [.. new[] { 1UL << 31, 1UL << 32 }.SelectMany(end =>
            Enumerable.Range(2, 40).Select(i => (uint)(end - (ulong)i)))];

    [Theory]
    [MemberData(nameof(LastFrames))]
    public void Buddies_of_the_last_frames_are_each_others_and_share_a_parent(uint pfn)
    {
        for (int order = 0; order < Order.Gigantic; order++)
        {
            ulong size = 1UL << order;
            uint head = Pfn.Head(pfn, order);
            Assert.Equal(pfn / size * size, head);
            Assert.True(Pfn.IsAligned(head, order));

            uint buddy = Pfn.Buddy(head, order);
            Assert.Equal(head / size % 2 == 0 ? head + size : head - size, buddy);
            Assert.Equal(head, Pfn.Buddy(buddy, order));
            Assert.Equal(Pfn.Head(head, order + 1), head & buddy);
            Assert.True(buddy + size <= FramesOf16TiB);
        }
    }

    [Fact]
    public void The_number_of_no_frame_begins_no_block_of_two_frames_or_more()
    {
        Assert.Equal(FramesOf16TiB - 1, Pfn.None);
        for (int order = 1; order <= Order.Gigantic; order++)
            Assert.False(Pfn.IsAligned(Pfn.None, order));
    }

    [Fact]
    public void A_zone_up_to_the_last_block_of_16_TiB_ends_where_it_should()
    {
        uint top = (uint)(FramesOf16TiB - Order.Pages(Order.MaxBuddy));
        Assert.Equal(top, new ZoneSpan("Normal", 1 << 20, top - (1 << 20)).End);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15UL << 20)]
    [InlineData((8UL << 40) - (1UL << 30) + 4096)]
    [InlineData(8UL << 40)]
    [InlineData(16UL << 40)]
    [InlineData(ulong.MaxValue)]
    public void Memory_that_cannot_be_built_is_refused_with_what_can_be(ulong bytes)
    {
        UsageException error = Assert.Throws<UsageException>(() => Bootstrap.Empty(
            new SimulationOptions { MemoryBytes = bytes }, StrategyCatalog.Create("none"),
            TestContext.Current.CancellationToken));
        Assert.Contains("choose 16MiB to 8191GiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_memory_has_a_number_for_every_entry_of_its_tables()
    {
        ulong frames = SimulationOptions.MaxMemoryBytes >> 12;
        ulong entries = frames + Order.Pages(Order.MaxBuddy) + (ulong)(16 * Zone.ListsNeeded);
        Assert.True(entries <= (ulong)Array.MaxLength);
        Assert.True(frames < Pfn.None);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => LargeArray.Create<byte>(1L << 31));
    }

    [Fact]
    public void A_start_state_that_reaches_16_TiB_is_refused()
    {
        var start = new StartState
        {
            Zones = [new ZoneSpan("Normal", 1 << 20, uint.MaxValue - (1 << 20))],
            Blocks = [],
            FreeLists = [],
            PcpLists = [],
            Pageblocks = [],
            Tuning = [],
            Settings = new Dictionary<string, string>(),
        };
        InputException error = Assert.Throws<InputException>(() => Bootstrap.From(
            start, new SimulationOptions(), StrategyCatalog.Create("linux"),
            TestContext.Current.CancellationToken));
        Assert.Contains("8191 GiB", error.Message, StringComparison.Ordinal);
    }
}
