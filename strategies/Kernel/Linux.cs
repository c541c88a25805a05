using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Strategies.Kernel.Fallbacks;
using FragSim.Strategies.Kernel.Settings;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Kernel;

/// <summary>
/// Grouping, compaction, reclaim, watermarks and per-CPU lists as a 6.1 kernel combines them: a
/// huge request first tries the lists, then an asynchronous compaction, then reclaim until
/// compaction can work, then a synchronous one; kcompactd compacts in the background, on kswapd's
/// word and proactively.
/// </summary>
/// <remarks>Linux 6.1 <c>mm/page_alloc.c</c> (<c>__alloc_pages_slowpath</c>),
/// <c>mm/compaction.c</c>, <c>mm/vmscan.c</c>. One node; what is simplified is in docs/model.md.
/// </remarks>
internal sealed class Linux : IStrategy
{
    private StealingFallback stealing = new();
    private ClaimingFallback claiming = new();
    private readonly ZoneCompactor compactor = new();
    private readonly DirectCompactor direct;
    private readonly Kcompactd kcompactd;
    private readonly ContiguousPages contiguous = new();
    private KernelSettings settings = new();

    private readonly int? proactiveness;

    public Linux()
        : this("linux", StrategyParameters.Parse("linux", ""))
    {
    }

    public Linux(string name, StrategyParameters parameters)
    {
        Name = name;
        if (parameters.Has("proactiveness"))
            proactiveness = parameters.Number("proactiveness", 20, 0, 100);
        direct = new DirectCompactor(compactor);
        kcompactd = new Kcompactd(direct);
    }

    public static CatalogEntry Entry { get; } = new(
        "linux",
        "Grouping, compaction, reclaim, watermarks, per-CPU lists of 6.1 [proactiveness=20].",
        "Linux 6.1 mm/page_alloc.c, mm/compaction.c, mm/vmscan.c");

    public string Name { get; }

    public ReclaimPolicy Reclaim => ReclaimPolicy.InRescue | ReclaimPolicy.KswapdMakesRoom;

    public long NextBackgroundNs => kcompactd.NextNs;

    public void Configure(MachineOptions options)
    {
        settings = KernelSettings.From(options);
        if (proactiveness is { } given)
            settings = settings with { Proactiveness = given };
        compactor.ExtfragThreshold = settings.ExtfragThreshold;
        kcompactd.Configure(settings);
        stealing = new StealingFallback { BoostFactor = settings.BoostFactor };
        claiming = new ClaimingFallback { BoostFactor = settings.BoostFactor };
        KernelSettings.DivideMemory(options);
        options.Grouping = true;
        options.IgnoresMobility = !settings.Grouping;
        options.PerCpuLists = true;
        options.KeepsHighAtomic = settings.Grouping;
        options.ThpMinFree = true;
        options.MovableKeepsToken = settings.ClaimsOrSteals;
        options.KeepsLimits = true;
    }

    public void Boot(Machine machine)
    {
        direct.Boot(machine);
        kcompactd.Start(machine);
    }

    public bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted) =>
        settings.ClaimsOrSteals
            ? claiming.Fallback(machine, zone, order, wanted)
            : stealing.Fallback(machine, zone, order, wanted);

    public void CompactMemory(Machine machine) => direct.CompactAll(machine);

    public void Background(Machine machine) => kcompactd.Run(machine);

    public long NextWorkNs(Machine machine) => kcompactd.NextWorkNs(machine);

    public void PassOver(long untilNs) => kcompactd.PassOver(untilNs);

    public void WakeCompactor(Machine machine, int order, int highestZone) =>
        kcompactd.Wake(machine, order, highestZone);

    public void KswapdSleeps(Machine machine)
    {
        for (int i = 0; i < direct.Zones.Count; i++)
            SkipReset.Run(machine, direct.Zones[i]);
    }

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (!request.Is(Effort.Direct))
            return Pfn.None;
        if (request.Order > Order.MaxBuddy)
            return contiguous.Take(machine, request);
        if (request.Order <= Order.Costly && request.Mobility == MigrateType.Movable)
            return Pfn.None;
        uint pfn = direct.Compact(machine, request, CompactMode.Async, out CompactResult result);
        if (pfn != Pfn.None || request.Order <= Order.Costly)
            return pfn;
        if (request.Is(Effort.NoRetry))
        {
            machine.Ledger.Refuse(CompactionRoom.CauseOf(result));
            return Pfn.None;
        }
        if (request.Is(Effort.Thp))
        {
            // That was the light attempt on the local node; now for the real one.
            pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
            if (pfn == Pfn.None)
                pfn = direct.Compact(machine, request, CompactMode.Async, out _);
            if (pfn != Pfn.None)
                return pfn;
        }
        Retries retries = default;
        while (true)
        {
            pfn = Round(machine, request, out bool progress, out result);
            if (pfn != Pfn.None || !request.Is(Effort.RetryMayFail)
                || !retries.Again(machine, request, progress, result))
                return pfn;
        }
    }

    /// <summary>Reclaim, the lists again, then a synchronous compaction.</summary>
    private uint Round(Machine machine, in AllocationRequest request, out bool progress,
        out CompactResult result)
    {
        result = CompactResult.Skipped;
        long reclaimed = CompactionRoom.Make(machine, compactor, request, out progress);
        uint pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
        if (pfn == Pfn.None && progress && machine.Allocator.DrainPcp())
            pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
        if (pfn != Pfn.None)
        {
            machine.Ledger.Grant(reclaimed > 0 ? GrantPath.Reclaimed : GrantPath.Free);
            return pfn;
        }
        pfn = direct.Compact(machine, request, CompactMode.SyncLight, out result);
        if (pfn == Pfn.None)
            machine.Ledger.Refuse(CompactionRoom.CauseOf(result));
        return pfn;
    }
}
