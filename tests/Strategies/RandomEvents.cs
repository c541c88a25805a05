using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Tests.Sim;

namespace FragSim.Tests.Strategies;

/// <summary>Random events for a machine, and its audit at intervals: memory adds up, every id names
/// a block of its own, and no unmovable page is where only movable ones may be.</summary>
internal sealed class RandomEvents(TestMachine bench, Rng rng, int highestOrder = 10)
{
    private const int Ids = 12_000;

    private static readonly Effort[] Efforts =
    [
        Effort.Normal, Effort.Normal | Effort.RetryMayFail, Effort.Normal | Effort.NoRetry,
        Effort.Normal | Effort.Thp | Effort.Zero, Effort.Kswapd, Effort.None,
        Effort.Normal | Effort.Hugetlb | Effort.RetryMayFail,
    ];

    private readonly Machine machine = bench.Machine;
    // A machine of any size is filled by as many ids: what they hold grows with it.
    private readonly int bulkOrder = Math.Min(highestOrder,
        Math.Max(0, (int)Math.Log2(bench.Machine.Frames.Count / (Ids / 2.0))));
    private int sinceAudit;

    /// <summary>Events so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Applies so many events.</summary>
    /// <exception cref="AuditException">Memory does not add up.</exception>
    public void Run(int steps)
    {
        // The audit reads every frame: where there are many it comes less often.
        int auditEvery = Math.Max(2000, (int)(machine.Frames.Count / 64));
        for (int i = 0; i < steps; i++, Steps++)
        {
            bench.NowNs += rng.Happens(200) ? 5_000_000_000 : rng.Below(2_000_000);
            uint id = rng.Below(Ids);
            if (bench[id] == Pfn.None)
                Take(id);
            else
                Use(id);
            if (++sinceAudit < auditEvery)
                continue;
            Audit();
            sinceAudit = 0;
        }
    }

    /// <summary>Frees everything, and audits the machine before and after.</summary>
    public void End()
    {
        Audit();
        for (uint id = 0; id < Ids; id++)
            bench.Free(id);
        Audit();
    }

    private void Take(uint id)
    {
        switch (rng.Below(100))
        {
            case < 2:
                bench.Request(id, machine.HugeOrder, Efforts[rng.Below((uint)Efforts.Length)]);
                break;
            case < 3:
                bench.Request(id, Order.Huge, Effort.Normal | Effort.RetryMayFail);
                break;
            case < 6:
                bench.Alloc(id, (int)rng.Below((uint)highestOrder + 1));
                break;
            case < 10:
                bench.Unmovable(id, (int)rng.Below(4));
                break;
            case < 13:
                bench.Alloc(id, (int)rng.Below(4), MigrateType.Unmovable, PageSource.Slab,
                    effort: Effort.Kswapd | Effort.High | Effort.Atomic);
                break;
            case < 14:
                bench.Alloc(id, 0, effort: Effort.Normal | Effort.LowZones);
                break;
            case < 16:
                bench.Alloc(id, 0, MigrateType.Reclaimable, PageSource.Slab);
                break;
            case < 56:
                bench.Cache(id, rng.Below(3) == 0 ? EventFlags.Dirty : EventFlags.None);
                break;
            case < 60:
                bench.Alloc(id, 2, source: PageSource.PageCache, flags: EventFlags.Lru);
                break;
            case < 90:
                bench.Alloc(id, bulkOrder, flags: EventFlags.Lru, source: PageSource.PageCache);
                break;
            default:
                bench.Alloc(id, 0, flags: EventFlags.Lru);
                break;
        }
    }

    private void Use(uint id)
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
        if (rng.Happens(250))
            op = rng.Below(2) == 0 ? EventOp.CompactMemory : EventOp.DropCaches;
        bench.Do(op, id);
    }

    private void Audit()
    {
        bench.Audit(Enumerable.Range(0, Ids).Select(i => (uint)i));
        RequireNoneIsolatedByOthers();
        foreach (Zone zone in machine.Zones)
            RequireImmovablePagesOutside(zone);
        RequireTrueMap();
    }

    /// <summary>A kcompactd in the middle of its work keeps the pages that it will move others
    /// into; once it is done there are none, and nothing else isolates any for longer than an
    /// event.</summary>
    private void RequireNoneIsolatedByOthers()
    {
        while (machine.IsDaemonAtWork)
        {
            bench.NowNs = Math.Max(bench.Strategy.NextBackgroundNs,
                Math.Max(bench.NowNs, machine.NowNs) + 1);
            bench.Do(EventOp.Touch, Ids);
        }
        Require(machine.IsolatedPages == 0, $"{machine.IsolatedPages} pages are still isolated");
    }

    /// <summary>What the map says without looking at frames is what the frames say.</summary>
    private void RequireTrueMap()
    {
        PageblockMap map = PageblockSurvey.Map(machine);
        uint step = machine.Pageblocks.Pages * (uint)map.BlocksPerCell;
        for (uint i = 0; i < map.Cells.Length; i++)
        {
            uint end = Math.Min((i + 1) * step, machine.Frames.Count);
            PageblockCell cell = map.Cells[i], walked =
                PageblockSurvey.Survey(machine, i * step, end);
            Require(
                (walked.Free, walked.Movable, walked.Reclaimable, walked.Unmovable, walked.Type)
                == (cell.Free, cell.Movable, cell.Reclaimable, cell.Unmovable, cell.Type),
                $"cell {i} of the map is {cell}, the frames say {walked}");
        }
    }

    /// <summary>No unmovable page in ZONE_MOVABLE or in CMA, whatever the strategy.</summary>
    private void RequireImmovablePagesOutside(Zone zone)
    {
        for (uint pfn = zone.Start; pfn < zone.End; pfn += machine.Frames.BlockSize(pfn))
        {
            if (!FrameState.IsAllocated(machine.Frames.State[pfn])
                || machine.Frames.Source(pfn) == PageSource.Huge
                || machine.Frames.Mobility(pfn) == MigrateType.Movable)
                continue;
            Require(!zone.Span.MovableOnly, $"unmovable page {pfn:x} in zone {zone.Name}");
            Require(zone.TypeOf(pfn) != MigrateType.Cma, $"unmovable page {pfn:x} in CMA");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new AuditException(otherwise);
    }
}
