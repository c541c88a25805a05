using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Builds a machine: empty, from a start state as it is, or with the pages of one placed
/// anew.</summary>
public static class Bootstrap
{
    /// <summary>A machine with all of its memory free, but for what the kernel needs for
    /// itself.</summary>
    /// <exception cref="UsageException">No such machine can be simulated.</exception>
    public static Machine Empty(
        SimulationOptions options, IStrategy strategy, CancellationToken cancel = default)
    {
        MachineOptions boot = Configure(options, strategy, new Dictionary<string, string>());
        IReadOnlyList<ZoneSpan> zones = MemoryLayout.Of(options, boot);
        if (MachineLimits.Excess(zones, boot, options.HugeOrder) is { } excess)
            throw new UsageException(excess);
        Machine machine = Build(zones, boot, options, strategy, cancel);
        var usable = new Coverage(machine.Frames.Count, cancel);
        usable.Cover(KernelFrames(machine.Frames.Count), machine.Frames.Count);
        FreeAll(machine, usable);
        ZoneSetup.Tune(machine);
        Finish(machine, strategy);
        return machine;
    }

    /// <summary>A machine that begins from a start state, exactly if the strategy keeps it; else
    /// its pages are placed anew, on a machine as the strategy divides it.</summary>
    /// <exception cref="InputException">The state contradicts itself, or does not fit.
    /// </exception>
    public static Machine From(StartState start, SimulationOptions options, IStrategy strategy,
        CancellationToken cancel = default)
    {
        MemoryLayout.Check(start.Zones);
        options = options with { MemoryBytes = MemoryLayout.Bytes(start.Zones) };
        MachineOptions boot = Configure(options, strategy, start.Settings);
        IReadOnlyList<ZoneSpan> zones = boot.KeepsStart
            ? start.Zones : MemoryLayout.Anew(start.Zones, boot);
        if (MachineLimits.Excess(zones, boot, options.HugeOrder) is { } excess)
            throw new InputException(excess);
        Machine machine = Build(zones, boot, options, strategy, cancel);
        if (boot.KeepsStart)
            return ExactStart.Build(machine, start, strategy);
        FreeAll(machine, ExactStart.CoverageOf(start, machine.Frames.Count, cancel));
        if (boot.KeepsLimits)
            ZoneSetup.Tune(machine, zones.SequenceEqual(start.Zones) ? start.Tuning : []);
        else
            ZoneSetup.Tune(machine);
        Finish(machine, strategy);
        PagesAnew.Place(machine, start);
        return machine;
    }

    /// <summary>Frames that hold the kernel image and the page structs: 64 bytes a frame, and
    /// 16 MiB on any machine that is not tiny.</summary>
    private static uint KernelFrames(uint frames) => (frames / 64) + Math.Min(frames / 64, 4096);

    private static MachineOptions Configure(SimulationOptions options, IStrategy strategy,
        IReadOnlyDictionary<string, string> settings)
    {
        var merged = new Dictionary<string, string>(settings);
        foreach ((string name, string value) in options.Settings)
            merged[name] = value;
        var boot = new MachineOptions
        {
            Settings = merged,
            StartSettings = settings,
            Given = options.Settings,
            MemoryBytes = options.MemoryBytes,
            PageblockOrder = options.PageblockOrder,
            ThpMinFree = options.HugeMinFree,
        };
        strategy.Configure(boot);
        return boot;
    }

    private static Machine Build(IReadOnlyList<ZoneSpan> zones, MachineOptions boot,
        SimulationOptions options, IStrategy strategy, CancellationToken cancel)
    {
        var machine = new Machine(zones, boot, options.Costs, options.HugeOrder, strategy)
        {
            Cancel = cancel,
        };
        machine.Reclaimer.IsGiven = machine.Kswapd.IsGiven = options.Given is not null;
        return machine;
    }

    /// <summary>Sets pageblock types and frees what is usable, low addresses first, as the boot
    /// allocator hands memory over (<c>memblock_free_all</c>).</summary>
    private static void FreeAll(Machine machine, Coverage usable)
    {
        var deferred = new DeferredInit(machine.Zones[^1].Span);
        foreach (Zone zone in machine.Zones)
        {
            for (uint at = zone.Start; at < zone.End; at += machine.Pageblocks.Pages)
                machine.Pageblocks.SetType(at, deferred.FirstType(at, machine.Options));
        }
        if (machine.Options.CmaShare > 0)
            MarkCma(machine);
        usable.ReserveRest(machine);
        foreach (Zone zone in machine.Zones)
            usable.Release(zone);
    }

    /// <summary>CMA lies at the top of the highest kernel zone.</summary>
    private static void MarkCma(Machine machine)
    {
        Zone zone = machine.Zones.Last(z => !z.Span.MovableOnly);
        zone.HasCma = true;
        uint wanted = (uint)(machine.Frames.Count * machine.Options.CmaShare);
        uint start = Pfn.Head(zone.End - Math.Min(wanted, zone.Span.Spanned / 2), Order.MaxBuddy);
        // What the kernel needs for itself is at the bottom.
        start = Math.Max(start, Pfn.Head(zone.Start, Order.MaxBuddy) + Order.Pages(Order.MaxBuddy));
        for (uint at = start; at < zone.End; at += machine.Pageblocks.Pages)
            zone.SetPageblockType(at, MigrateType.Cma);
    }

    private static void Finish(Machine machine, IStrategy strategy)
    {
        MachineOptions options = machine.Options;
        if (options.PoolPages > 0 || options.PoolShare > 0)
        {
            FillPool(machine, new HugePool(machine.HugeOrder),
                options.PoolPages + PagesOfShare(machine));
        }
        else if (options.HugetlbPages is > 0 and int hugetlb)
        {
            FillPool(machine, new HugePool(machine.HugeOrder) { IsHugetlb = true }, hugetlb);
        }
        strategy.Boot(machine);
        machine.CallerLedger.Clear();
    }

    /// <summary>Whole huge pages in the pool's share of memory. Pages above the largest free block
    /// are few: of them it is the nearest number, or a quarter of 4 GiB less what the kernel needs
    /// would be none.</summary>
    private static int PagesOfShare(Machine machine)
    {
        double pages = machine.ManagedPages * machine.Options.PoolShare
            / Order.Pages(machine.HugeOrder);
        return (int)(machine.HugeOrder > Order.MaxBuddy ? Math.Round(pages) : pages);
    }

    /// <summary>Takes huge pages for the pool, from low addresses up. Of a share there may be
    /// fewer (<c>hugetlb_hstate_alloc_pages</c> goes on with what it got).</summary>
    /// <exception cref="UsageException">There are not as many as were asked for by number.
    /// </exception>
    private static void FillPool(Machine machine, HugePool pool, int pages)
    {
        var gigantic = new ContiguousRange(machine, machine.HugeOrder);
        for (int i = 0; i < pages; i++)
        {
            machine.Cancel.ThrowIfCancellationRequested();
            uint pfn = machine.HugeOrder > Order.MaxBuddy
                ? TakeRange(gigantic)
                : machine.Allocator.FromFreeLists(
                    new AllocationRequest(machine.HugeOrder, MigrateType.Movable,
                        PageSource.Huge, Effort.None), Mark.Min);
            if (pfn == Pfn.None && !pool.IsHugetlb && i >= machine.Options.PoolPages
                && machine.HugeOrder > Order.MaxBuddy)
                break;
            if (pfn == Pfn.None)
            {
                throw new UsageException(
                    $"the boot pool of {pages} huge pages does not fit: memory has room for {i}.");
            }
            machine.OwnForPool(pfn, machine.HugeOrder);
            pool.Add(pfn);
        }
        if (pool.Size == 0)
        {
            throw new UsageException("the pool's share of memory holds no huge page of "
                + $"{Order.Pages(machine.HugeOrder) >> 8} MiB; choose a larger share, smaller "
                + "huge pages or more memory.");
        }
        machine.Pool = pool;
    }

    private static uint TakeRange(ContiguousRange range)
    {
        uint start = range.FindFree();
        return start != Pfn.None && range.TryTake(start) ? start : Pfn.None;
    }
}
