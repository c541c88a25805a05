using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies;
using FragSim.Tests.Workloads;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class PagesAnewTests
{
    private const string Mixed = "page_group_by_mobility_disabled";

    [Fact]
    public void A_start_placed_anew_is_as_the_recorded_kernel_left_it()
    {
        StartState start = RecordingFolder.Open(TestFiles.BootIdle).Start;
        Machine kept = From(start);
        // Another boot, of which nothing but a huge page in the pool is to be seen.
        Machine anew = From(start, ("hugepages", "1"));
        Assert.NotEqual(kept.Handles[start.Blocks[^1].Id], anew.Handles[start.Blocks[^1].Id]);
        Assert.InRange(kept.FreePages - anew.FreePages, 512, 512);
        Assert.InRange(Apart(kept, anew), 0, 0.06);
        Assert.InRange(TypesApart(kept, anew), 0, (int)kept.Pageblocks.Count / 20);
        Assert.Equal(Limits(kept), Limits(anew));
        anew.Validate();
    }

    [Theory]
    [InlineData("unmovable-grp-compact", "unmovable-movable50", "kernelcore", "50%", 0.04)]
    [InlineData("unmovable-movable50", "unmovable-grp-compact", Mixed, "0", 0.04)]
    [InlineData("unmovable-nogroup", "unmovable-grp-compact", Mixed, "0", 0.06)]
    [InlineData("unmovable-nogroup", "unmovable-movable50", "kernelcore", "50%", 0.07)]
    [InlineData("unmovable-grp-compact", "unmovable-nogroup", Mixed, "1", 0.05)]
    [InlineData("unmovable-movable50", "unmovable-nogroup", Mixed, "1", 0.05)]
    public void A_start_under_another_boot_is_the_one_that_a_kernel_left_which_booted_so(
        string source, string target, string name, string value, double bound)
    {
        StartState begun = RecordingFolder.Open(TestFiles.SharedRecording(source)).Start;
        Machine real = From(RecordingFolder.Open(TestFiles.SharedRecording(target)).Start);
        Machine predicted = From(begun, (name, value));
        Assert.InRange(Apart(real, predicted), 0, bound);
        Assert.Equal(real.Zones.Select(z => z.Name), predicted.Zones.Select(z => z.Name));
        foreach ((Zone wanted, Zone zone) in real.Zones.Zip(predicted.Zones))
        {
            Assert.InRange(zone.Watermarks.Min / (double)wanted.Watermarks.Min, 0.96, 1.04);
            Assert.InRange(zone.FreePages / (double)wanted.FreePages, 0.96, 1.04);
        }
        predicted.Validate();
    }

    [Fact]
    public void What_was_asked_of_zone_DMA_stays_and_keeps_its_pageblocks_type()
    {
        Machine machine = From(Small(), ("hugepages", "1"));
        Assert.Equal(700u, machine.Handles[0]);
        Assert.Equal(MigrateType.Unmovable, machine.Pageblocks.TypeOf(700));
        machine.Validate();
    }

    [Fact]
    public void Page_cache_that_was_asked_as_unmovable_is_asked_so_again()
    {
        Machine machine = From(Small(), ("hugepages", "1"));
        Assert.Equal(MigrateType.Unmovable, machine.Pageblocks.TypeOf(machine.Handles[1]));
        Assert.Equal(MigrateType.Movable, machine.Frames.Mobility(machine.Handles[1]));
        Assert.Equal(MigrateType.Movable, machine.Pageblocks.TypeOf(machine.Handles[2]));
    }

    [Fact]
    public void Once_the_pages_are_placed_no_watermark_is_raised_and_kswapd_sleeps()
    {
        Machine machine = From(Small(), ("hugepages", "1"));
        Assert.All(machine.Zones, zone => Assert.Equal(0, zone.Watermarks.Boost));
        Assert.False(machine.Kswapd.Awake);
        Assert.False(machine.ReclaimActive);
    }

    /// <summary>64 MiB: a page of zone DMA, and one of page cache in a block of either type.
    /// </summary>
    private static StartState Small() => new()
    {
        Zones = [new ZoneSpan("DMA", 0, 4096), new ZoneSpan("DMA32", 4096, 12_288)],
        Blocks =
        [
            new(700, 0, 0, MigrateType.Unmovable, PageSource.Kernel, PageFlags.None),
            new(5000, 0, 1, MigrateType.Movable, PageSource.PageCache, PageFlags.Lru),
            new(6000, 0, 2, MigrateType.Movable, PageSource.PageCache, PageFlags.Lru),
        ],
        FreeLists = [Free("DMA", 1, 4), Free("DMA32", 6, 16)],
        PcpLists = [],
        Pageblocks = [.. Enumerable.Range(0, 32).Select(i => ((uint)i * 512,
            i is 1 or 9 ? MigrateType.Unmovable : MigrateType.Movable, false))],
        Tuning = [],
        Settings = new Dictionary<string, string> { ["hugepages"] = "0" },
    };

    private static StartList Free(string zone, int first, int end) => new(zone, 10,
        MigrateType.Movable,
        [.. Enumerable.Range(first, end - first).Select(i => (uint)i * 1024)]);

    private static Machine From(
        StartState start, params (string Name, string Value)[] settings)
    {
        var options = new SimulationOptions
        {
            Settings = settings.ToDictionary(s => s.Name, s => s.Value),
        };
        return Bootstrap.From(start, options, StrategyCatalog.Create("linux"));
    }

    /// <summary>Free pages that are in a zone, an order or of a type in which the other machine has
    /// none, as a share of all.</summary>
    private static double Apart(Machine a, Machine b)
    {
        Dictionary<(string, MigrateType, int), long> free = Free(a), other = Free(b);
        long apart = free.Keys.Union(other.Keys)
            .Sum(k => Math.Abs(free.GetValueOrDefault(k) - other.GetValueOrDefault(k)));
        return apart / (double)free.Values.Sum();
    }

    private static Dictionary<(string, MigrateType, int), long> Free(Machine machine)
    {
        Dictionary<(string, MigrateType, int), long> free = [];
        foreach (Zone zone in machine.Zones)
        {
            for (int order = 0; order <= Order.MaxBuddy; order++)
            {
                for (var type = MigrateType.Unmovable; type <= MigrateType.Reclaimable; type++)
                    free[(zone.Name, type, order)] = zone.Free.Count(order, type) << order;
            }
        }
        return free;
    }

    private static int TypesApart(Machine a, Machine b)
    {
        int apart = 0;
        foreach (MigrateType type in Enum.GetValues<MigrateType>())
            apart = Math.Max(apart, Math.Abs(Blocks(a, type) - Blocks(b, type)));
        return apart;
    }

    private static int Blocks(Machine machine, MigrateType type) =>
        Enumerable.Range(0, (int)machine.Pageblocks.Count)
            .Count(i => machine.Pageblocks.TypeOf((uint)i << Order.Huge) == type);

    private static IEnumerable<(long, long, long)> Limits(Machine machine) =>
        machine.Zones.Select(z => (z.Watermarks.Min, z.Watermarks.High, (long)z.Pcp!.High));
}
