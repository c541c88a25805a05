using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>Compacts one zone: the two scanners go towards each other until a block of the order
/// is there or they meet (<c>compact_zone</c>, 6.1).</summary>
internal sealed class ZoneCompactor
{
    private readonly CompactControl run = new();
    // 0 for none, as in the kernel: what lies in the pageblock of frame 0 is always finished.
    private uint lastMigrated;
    private uint captured = Pfn.None;
    private bool captures;
    private bool bothStart;
    private bool isScanning;
    private bool isMoving;
    private bool isStuck;
    private bool hasFailed;
    private uint iterationStart;
    private int sourcesLeft;

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

    /// <summary>Compacts a zone to the end; others run at every step where a recording says so.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="zone">The zone, and what is remembered of it.</param>
    /// <param name="task">What is wanted.</param>
    public CompactResult Compact(Machine machine, ZoneProgress zone, in CompactTask task)
    {
        Begin(machine, task);
        Enter(zone);
        CompactResult result;
        bool stepped = true;
        while (GoesOn(out result))
        {
            if (stepped)
                machine.Preemption.CondResched();
            stepped = Step();
        }
        return result;
    }

    /// <summary>Begins a task, which may go over several zones.</summary>
    public void Begin(Machine machine, in CompactTask task) => run.Begin(machine, task);

    /// <summary>Begins with a zone.</summary>
    public void Enter(ZoneProgress progress)
    {
        Machine machine = run.Machine;
        CompactTask task = run.Task;
        captured = Pfn.None;
        machine.Ledger.ChargeCompactZone(machine.Costs);
        if (task.Order >= 0 && progress.IsRestarting(task.Order))
            SkipReset.Run(machine, progress);
        run.Enter(progress);
        SetStart(progress);
        bothStart = task.Mode == CompactMode.Async
            && progress.MigratePfnAsync == progress.MigratePfnSync;
        // Movable blocks below a pageblock are not captured: they would leave it half compacted.
        captures = task.Direct && progress.Zone.Free.SmallestFrom(task.Order, task.Type) < 0
            && (task.Order >= progress.Zone.Pageblocks.BlockOrder
                || task.Type != MigrateType.Movable);
        machine.OffLru.Drain();
        lastMigrated = 0;
        sourcesLeft = 0;
        isScanning = isMoving = isStuck = hasFailed = false;
        IsRunning = true;
    }

    /// <summary>Is there a step to make, or is the zone done with?</summary>
    /// <param name="result">How it ended, when it has.</param>
    public bool GoesOn(out CompactResult result)
    {
        while (!HasNextMove())
        {
            if ((isMoving && EndsWithCluster(out result))
                || CompactFinish.Reached(run, IsEnough, out result))
            {
                IsRunning = false;
                ReleaseTargets();
                return false;
            }
            if (FindBlock())
                break;
            Isolated(anything: false);
        }
        result = default;
        return true;
    }

    /// <summary>Isolates a cluster of pages, or targets for them, or moves one of them.</summary>
    /// <returns>False when others, who ran since there was one to move, have freed it.</returns>
    public bool Step()
    {
        if (isScanning)
        {
            Scan();
            return true;
        }
        if (!HasNextMove())
            return false;
        if (run.TargetCount == 0)
            FindTargets();
        else
            run.Machine.Migrator.Move(run.Sources[--sourcesLeft], run.NextTarget());
        return true;
    }

    /// <summary>Is there anything to do, and memory to do it with?
    /// (<c>compaction_suitable</c>)</summary>
    /// <returns>Null when compaction should run.</returns>
    public CompactResult? Unsuitable(Zone zone, int order, int highestZone,
        MigrateType mobility = MigrateType.Movable)
    {
        Watermarks marks = zone.Watermarks;
        if (WatermarkCheck.Holds(
                zone, order, marks.Min + marks.Boost, mobility, highestZone))
            return CompactResult.Success;
        long mark = (order > Order.Costly ? marks.Low : marks.Min) + marks.Boost + Gap(order);
        if (!WatermarkCheck.Holds(zone, 0, mark, MigrateType.Movable, highestZone))
            return CompactResult.Skipped;
        if (order <= Order.Costly)
            return null;
        int index = FragmentationIndices.Of(zone.Free, order).Fragmentation;
        return index >= 0 && index <= ExtfragThreshold ? CompactResult.Skipped : null;
    }

    /// <summary>Is there something to do, and would there be memory to do it with if so many more
    /// pages were free? (<c>__compaction_suitable</c>)</summary>
    public static bool HasRoom(Zone zone, int order, int highestZone, long more)
    {
        Watermarks marks = zone.Watermarks;
        return !WatermarkCheck.Holds(
                zone, order, marks.Min + marks.Boost, MigrateType.Movable, highestZone)
            && WatermarkCheck.WouldHold(zone, 0, marks.Low + marks.Boost + Gap(order),
                MigrateType.Movable, highestZone, more);
    }

    /// <summary>Free pages that compaction needs to work with: sources and targets at once
    /// (<c>compact_gap</c>).</summary>
    public static long Gap(int order) => 2L << order;

    private void SetStart(ZoneProgress progress)
    {
        Zone zone = progress.Zone;
        uint top = Pfn.Head(zone.End - 1, zone.Pageblocks.BlockOrder);
        if (run.CoversZone)
        {
            run.MigratePfn = zone.Start;
            run.FreePfn = top;
            return;
        }
        run.MigratePfn = run.Task.Mode == CompactMode.Async
            ? progress.MigratePfnAsync : progress.MigratePfnSync;
        run.FreePfn = progress.FreePfn;
        if (run.FreePfn < zone.Start || run.FreePfn >= zone.End)
            run.FreePfn = progress.FreePfn = top;
        if (run.MigratePfn < zone.Start || run.MigratePfn >= zone.End)
            run.MigratePfn = progress.MigratePfnAsync = progress.MigratePfnSync = zone.Start;
        run.CoversZone = run.MigratePfn <= progress.InitMigratePfn;
    }

    private bool FindBlock()
    {
        int blockOrder = run.Zone.Pageblocks.BlockOrder;
        uint before = run.MigratePfn;
        run.FinishBlock = lastMigrated >> blockOrder == before >> blockOrder;
        iterationStart = before;
        return isScanning = MigrateScanner.FindBlock(run);
    }

    private void Scan()
    {
        isScanning = false;
        MigrateScanner.IsolateBlock(run);
        Isolated(anything: run.SourceCount > 0);
    }

    private void Isolated(bool anything)
    {
        if (anything)
            lastMigrated = iterationStart;
        // As long as nothing was found, later synchronous runs need not look here either.
        bothStart &= !anything;
        if (bothStart)
            run.Progress.MigratePfnSync = run.Progress.MigratePfnAsync;
        sourcesLeft = run.SourceCount;
        isMoving = true;
    }

    /// <summary>The page isolated last of what is left goes first, unless its owner has freed it
    /// since, or holds it.</summary>
    private bool HasNextMove()
    {
        for (; sourcesLeft > 0; sourcesLeft--)
        {
            uint source = run.Sources[sourcesLeft - 1];
            if (!MigrateScanner.CanIsolate(run, source))
                continue;
            // There must be somewhere to move it before it is tried.
            if (!MigrateScanner.IsHeld(run, source) || run.TargetCount == 0)
                return true;
            run.Machine.Counters[VmCounter.PgmigrateFail]++;
            run.Machine.Ledger.ChargeIsolate(run.Machine.Costs, 1);
            hasFailed = true;
        }
        return false;
    }

    private void FindTargets()
    {
        FreeScanner.Isolate(run);
        if (run.TargetCount > 0)
            return;
        run.Machine.Ledger.ChargeIsolate(run.Machine.Costs, sourcesLeft);
        run.Machine.Counters[VmCounter.PgmigrateFail]++;
        sourcesLeft = 0;
        isStuck = true;
    }

    /// <summary>A cluster is done with. The block that it completed may be the one wanted.
    /// </summary>
    private bool EndsWithCluster(out CompactResult result)
    {
        bool hadSources = run.SourceCount > 0;
        isMoving = false;
        run.SourceCount = 0;
        result = CompactResult.Contended;
        if (isStuck && !run.ScannersMet)
            return true;
        if ((isStuck || hasFailed) && run.Task is { Direct: true, Mode: CompactMode.Async })
        {
            // One page stays in the block wanted: the rest of it is not worth the while.
            run.MigratePfn = Pfn.Head(run.MigratePfn - 1, run.Task.Order)
                + Order.Pages(run.Task.Order);
            lastMigrated = 0;
        }
        isStuck = hasFailed = false;
        result = CompactResult.Success;
        if (hadSources && TryCapture())
            return true;
        DrainWhenBlockIsDone();
        return TryCapture();
    }

    /// <summary>Pages just freed merge once they leave the per-CPU lists.</summary>
    private void DrainWhenBlockIsDone()
    {
        if (run.Task.Order <= 0 || lastMigrated == 0
            || lastMigrated >= Pfn.Head(run.MigratePfn, run.Task.Order))
            return;
        run.Machine.OffLru.Drain();
        run.Machine.DrainPcp(run.Zone);
        lastMigrated = 0;
    }

    private bool TryCapture()
    {
        if (!captures)
            return false;
        captured = run.Zone.Capture(run.Task.Order, run.Task.Type);
        return captured != Pfn.None;
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
