using FragSim.Sim.Memory;
using FragSim.Sim.Metrics;
using FragSim.Sim.Results;
using FragSim.Strategies.Fallbacks;

namespace FragSim.Strategies.Compacting;

/// <summary>Compacts one zone: the two scanners go towards each other until a block of the order
/// is there or they meet (<c>compact_zone</c>, 6.1).</summary>
internal sealed class ZoneCompactor
{
    private readonly CompactControl run = new();
    private uint lastMigrated;
    private uint captured = Pfn.None;
    private bool captures;
    private bool bothStart;

    /// <summary>At or below this fragmentation index the lack is one of memory, and compaction is
    /// not tried (<c>vm.extfrag_threshold</c>).</summary>
    public int ExtfragThreshold { get; set; } = 500;

    /// <summary>In the middle of a run: others who compact meanwhile need another.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Hands over, once, the block that the last run made and kept for its caller, as
    /// <c>compaction_capture</c> does; None when it kept none. In state Tail.</summary>
    public uint TakeCaptured()
    {
        uint pfn = captured;
        captured = Pfn.None;
        return pfn;
    }

    /// <summary>Stops a background run early; null lets it go on until a block is there.
    /// </summary>
    public Func<Zone, bool>? IsEnough { get; set; }

    /// <param name="machine">The machine.</param>
    /// <param name="progress">The zone, and what is remembered of it.</param>
    /// <param name="order">Order wanted, or <see cref="CompactControl.WholeZone"/>.</param>
    /// <param name="type">Type whose lists should have it.</param>
    /// <param name="mode">How much may be waited.</param>
    /// <param name="direct">A caller waits.</param>
    /// <param name="full">Whole zone, skip bits ignored.</param>
    public CompactResult Compact(Machine machine, ZoneProgress progress, int order,
        MigrateType type, CompactMode mode, bool direct, bool full)
    {
        captured = Pfn.None;
        machine.Ledger.Stall.ScanNs += machine.Costs.CompactZoneNs;
        if (order >= 0 && progress.IsRestarting(order))
            SkipReset.Run(machine, progress);
        run.Begin(machine, progress, order, type, mode, direct, full);
        SetStart(progress, mode);
        bothStart = mode == CompactMode.Async
            && progress.MigratePfnAsync == progress.MigratePfnSync;
        // Movable blocks below a pageblock are not captured: they would leave it half compacted.
        captures = direct && progress.Zone.Free.SmallestFrom(order, type) < 0
            && (order >= progress.Zone.Pageblocks.BlockOrder || type != MigrateType.Movable);
        lastMigrated = Pfn.None;
        CompactResult result;
        IsRunning = true;
        while (!IsFinished(out result))
        {
            if (!Step(out result))
                break;
        }
        IsRunning = false;
        ReleaseTargets();
        return result;
    }

    /// <summary>Is there anything to do, and memory to do it with?
    /// (<c>compaction_suitable</c>)</summary>
    /// <returns>Null when compaction should run.</returns>
    public CompactResult? Unsuitable(Zone zone, int order, int highestZone,
        MigrateType mobility = MigrateType.Movable)
    {
        Watermarks marks = zone.Watermarks;
        if (PageAllocator.WatermarkHolds(
                zone, order, marks.Min + marks.Boost, mobility, highestZone))
            return CompactResult.Success;
        long mark = (order > Order.Costly ? marks.Low : marks.Min) + marks.Boost + Gap(order);
        if (!PageAllocator.WatermarkHolds(zone, 0, mark, MigrateType.Movable, highestZone))
            return CompactResult.Skipped;
        if (order <= Order.Costly)
            return null;
        int index = FragmentationIndices.Of(zone.Free, order).Fragmentation;
        return index >= 0 && index <= ExtfragThreshold ? CompactResult.Skipped : null;
    }

    /// <summary>Free pages that compaction needs to work with: sources and targets at once
    /// (<c>compact_gap</c>).</summary>
    public static long Gap(int order) => 2L << order;

    private void SetStart(ZoneProgress progress, CompactMode mode)
    {
        Zone zone = progress.Zone;
        uint top = Pfn.Head(zone.End - 1, zone.Pageblocks.BlockOrder);
        if (run.CoversZone)
        {
            run.MigratePfn = zone.Start;
            run.FreePfn = top;
            return;
        }
        run.MigratePfn = mode == CompactMode.Async
            ? progress.MigratePfnAsync : progress.MigratePfnSync;
        run.FreePfn = progress.FreePfn;
        if (run.FreePfn < zone.Start || run.FreePfn >= zone.End)
            run.FreePfn = progress.FreePfn = top;
        if (run.MigratePfn < zone.Start || run.MigratePfn >= zone.End)
            run.MigratePfn = progress.MigratePfnAsync = progress.MigratePfnSync = zone.Start;
        run.CoversZone = run.MigratePfn <= progress.InitMigratePfn;
    }

    /// <summary>Isolates a cluster and moves it.</summary>
    /// <returns>False when the run must end.</returns>
    private bool Step(out CompactResult result)
    {
        result = CompactResult.Contended;
        Zone zone = run.Zone;
        uint before = run.MigratePfn;
        run.FinishBlock = lastMigrated != Pfn.None
            && lastMigrated >> zone.Pageblocks.BlockOrder == before >> zone.Pageblocks.BlockOrder;
        bool isolated = MigrateScanner.Isolate(run);
        run.Machine.Meanwhile.Pass();
        // As long as nothing was found, later synchronous runs need not look here either.
        bothStart &= !isolated;
        if (bothStart)
            run.Progress.MigratePfnSync = run.Progress.MigratePfnAsync;
        if (isolated)
        {
            lastMigrated = before;
            if (!MoveSources() && !run.ScannersMet)
                return false;
            if (TryCapture())
            {
                result = CompactResult.Success;
                return false;
            }
        }
        DrainWhenBlockIsDone();
        if (TryCapture())
        {
            result = CompactResult.Success;
            return false;
        }
        return true;
    }

    /// <summary>Moves what was isolated into the next targets.</summary>
    /// <returns>False when targets ran out.</returns>
    private bool MoveSources()
    {
        for (int i = 0; i < run.SourceCount; i++)
        {
            // Its owner may have freed it since it was isolated.
            if (!MigrateScanner.CanIsolate(run, run.Sources[i]))
                continue;
            if (run.TargetCount == 0)
                FreeScanner.Isolate(run);
            if (run.TargetCount == 0)
            {
                run.Machine.Ledger.ChargeIsolate(run.Machine.Costs, run.SourceCount - i);
                run.Machine.Counters[VmCounter.PgmigrateFail]++;
                run.SourceCount = 0;
                return false;
            }
            run.Machine.Migrator.Move(run.Sources[i], run.NextTarget());
            run.Machine.Meanwhile.Pass();
        }
        run.SourceCount = 0;
        return true;
    }

    /// <summary>Pages just freed merge once they leave the per-CPU lists.</summary>
    private void DrainWhenBlockIsDone()
    {
        if (run.Order <= 0 || lastMigrated == Pfn.None)
            return;
        if (lastMigrated >= Pfn.Head(run.MigratePfn, run.Order))
            return;
        run.Machine.DrainPcp(run.Zone);
        lastMigrated = Pfn.None;
    }

    private bool TryCapture()
    {
        if (!captures)
            return false;
        captured = run.Zone.Buddy.Take(run.Order, run.Type);
        return captured != Pfn.None;
    }

    /// <summary>Have the scanners met, or is there a block to be had?
    /// (<c>__compact_finished</c>)</summary>
    private bool IsFinished(out CompactResult result)
    {
        result = CompactResult.Success;
        if (run.ScannersMet)
        {
            run.Progress.ResetPositions();
            run.Progress.FlushSkips |= run.Direct;
            result = run.CoversZone ? CompactResult.Complete : CompactResult.PartialSkipped;
            return true;
        }
        if (IsEnough is { } enough)
            return enough(run.Zone);
        if (run.Order < 0 || !Pfn.IsAligned(run.MigratePfn, run.Zone.Pageblocks.BlockOrder))
            return false;
        return HasBlock();
    }

    /// <summary>On the own lists, in CMA, or where a fallback could claim it.</summary>
    private bool HasBlock()
    {
        FreeLists free = run.Zone.Free;
        if (free.OrdersFrom(run.Order, run.Type) != 0)
            return true;
        if (run.Type == MigrateType.Movable && free.OrdersFrom(run.Order, MigrateType.Cma) != 0)
            return true;
        if (!run.Zone.Grouping)
            return false;
        // A larger block may be claimable where one of the order asked is not.
        int smallest = run.Order;
        while (!FallbackOrder.CanSteal(smallest, run.Type, run.Zone.Pageblocks.BlockOrder))
            smallest++;
        foreach (MigrateType other in FallbackOrder.Of(run.Type))
        {
            if (free.OrdersFrom(smallest, other) != 0)
                return true;
        }
        return false;
    }

    /// <summary>Unused targets go back, and the free scanner with them
    /// (<c>release_freepages</c>).</summary>
    private void ReleaseTargets()
    {
        uint highest = 0;
        while (run.TargetCount > 0)
        {
            uint pfn = run.NextTarget();
            highest = Math.Max(highest, pfn);
            run.Machine.Migrator.ReleaseTarget(pfn);
        }
        highest = Pfn.Head(highest, run.Zone.Pageblocks.BlockOrder);
        run.Progress.FreePfn = Math.Max(run.Progress.FreePfn, highest);
    }
}
