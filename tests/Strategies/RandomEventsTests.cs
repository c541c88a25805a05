using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>Whole machines under random events: whatever happens, memory adds up and every id
/// names a block of its own.</summary>
public sealed class RandomEventsTests
{
    private const int Ids = 12_000;

    public static TheoryData<string> Strategies => Catalogue.Everything;

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Memory_adds_up_after_any_events(string strategy)
    {
        for (ulong seed = 1; seed <= 2; seed++)
            Run(new TestMachine(strategy, 32), new Rng(seed), 20_000, highestOrder: 10);
    }

    [Theory]
    [InlineData("grouping")]
    [InlineData("oracle")]
    [InlineData("linux")]
    [InlineData("boundary")]
    [InlineData("emptiest")]
    [InlineData("tree")]
    public void Memory_adds_up_with_huge_pages_above_the_largest_block(string strategy) =>
        Run(new TestMachine(strategy, 128, hugeOrder: 12), new Rng(5), 30_000, highestOrder: 9);

    private static void Run(TestMachine bench, Rng rng, int events, int highestOrder)
    {
        for (int i = 0; i < events; i++)
        {
            bench.NowNs += rng.Below(2_000_000);
            uint id = rng.Below(Ids);
            if (bench[id] == Pfn.None)
                Take(bench, rng, id, highestOrder);
            else
                Use(bench, rng, id);
            if (i % 2000 == 0)
                Audit(bench);
        }
        for (uint id = 0; id < Ids; id++)
            bench.Free(id);
        Audit(bench);
    }

    private static void Take(TestMachine bench, Rng rng, uint id, int highestOrder)
    {
        switch (rng.Below(100))
        {
            case < 6:
                bench.Request(id, bench.Machine.HugeOrder, Effort.Normal);
                break;
            case < 8:
                bench.Request(id, Order.Huge, Effort.Normal | Effort.RetryMayFail);
                break;
            case < 9:
                bench.Alloc(id, (int)rng.Below((uint)highestOrder + 1));
                break;
            case < 12:
                bench.Unmovable(id, (int)rng.Below(4));
                break;
            case < 60:
                bench.Cache(id, rng.Below(3) == 0 ? EventFlags.Dirty : EventFlags.None);
                break;
            case < 63:
                bench.Alloc(id, 0, MigrateType.Reclaimable, PageSource.Slab);
                break;
            case < 66:
                bench.Alloc(id, 2, source: PageSource.PageCache, flags: EventFlags.Lru);
                break;
            default:
                bench.Alloc(id, 0, flags: EventFlags.Lru);
                break;
        }
    }

    private static void Use(TestMachine bench, Rng rng, uint id)
    {
        EventOp op = rng.Below(40) switch
        {
            < 8 => EventOp.Touch,
            < 10 => EventOp.Pin,
            < 14 => EventOp.Unpin,
            < 16 => EventOp.Dirty,
            < 18 => EventOp.Clean,
            _ => EventOp.Free,
        };
        if (rng.Below(4000) == 0)
            op = rng.Below(2) == 0 ? EventOp.CompactMemory : EventOp.DropCaches;
        bench.Do(op, id);
    }

    private static void Audit(TestMachine bench)
    {
        bench.Audit(Enumerable.Range(0, Ids).Select(i => (uint)i));
        Machine machine = bench.Machine;
        Assert.Equal(0, machine.IsolatedPages);
        foreach (Zone zone in machine.Zones)
            RequireImmovablePagesOutside(machine, zone);
        RequireTrueMap(machine);
    }

    /// <summary>What the map says without looking at frames is what the frames say.</summary>
    private static void RequireTrueMap(Machine machine)
    {
        PageblockMap map = PageblockSurvey.Map(machine);
        uint step = machine.Pageblocks.Pages * (uint)map.BlocksPerCell;
        for (uint i = 0; i < map.Cells.Length; i++)
        {
            uint end = Math.Min((i + 1) * step, machine.Frames.Count);
            PageblockCell cell = map.Cells[i], walked =
                PageblockSurvey.Survey(machine, i * step, end);
            Assert.Equal(
                (walked.Free, walked.Movable, walked.Reclaimable, walked.Unmovable, walked.Type),
                (cell.Free, cell.Movable, cell.Reclaimable, cell.Unmovable, cell.Type));
        }
    }

    /// <summary>No unmovable page in ZONE_MOVABLE or in CMA, whatever the strategy.</summary>
    private static void RequireImmovablePagesOutside(Machine machine, Zone zone)
    {
        for (uint pfn = zone.Start; pfn < zone.End; pfn += machine.Frames.BlockSize(pfn))
        {
            if (!FrameState.IsAllocated(machine.Frames.State[pfn])
                || machine.Frames.Source(pfn) == PageSource.Huge
                || machine.Frames.Mobility(pfn) == MigrateType.Movable)
                continue;
            Assert.False(zone.Span.MovableOnly, $"unmovable page {pfn:x} in zone {zone.Name}");
            Assert.NotEqual(MigrateType.Cma, zone.TypeOf(pfn));
        }
    }
}
