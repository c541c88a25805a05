using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Sim.Requests;

/// <summary>Huge-page requests: pool first, then free lists, then the strategy; each is recorded
/// with what it cost and what the oracle would have done.</summary>
internal sealed class HugeRequests(Machine machine, IStrategy strategy, IRequestLog log)
{
    /// <summary>So many failures in a row, and one who gives up does.</summary>
    private const int Patience = 25;

    private ContiguousRange gigantic = new(machine, machine.HugeOrder);
    private readonly FailureExplanation explanation = new(machine, log);
    private readonly string? thpDefrag = machine.Options.Given.GetValueOrDefault("thp_defrag");
    private long askedInPhase;
    private int failedInARow;
    private long heldInPhase;

    public void BeginPhase()
    {
        askedInPhase = 0;
        failedInARow = 0;
        heldInPhase = 0;
    }

    public Outcome Ask(in PageEvent e)
    {
        Ledger ledger = machine.CallerLedger;
        machine.Cancel.ThrowIfCancellationRequested();
        ledger.Clear();
        askedInPhase++;
        bool oracle = heldInPhase + OracleBound.HugePages(machine) >= askedInPhase;
        var request = new AllocationRequest(
            e.Order, MigrateType.Movable, PageSource.Huge, EffortOf(e));
        bool givenUp = (e.Flags & EventFlags.GivesUp) != 0 && failedInARow >= Patience;
        uint pfn = givenUp ? Pfn.None : Serve(request);
        bool granted = pfn != Pfn.None;
        failedInARow = granted ? 0 : failedInARow + 1;
        if (granted)
            Take(pfn, e);
        else if ((e.Effort & Effort.Thp) != 0)
            FaultLists.ChargeRefills(machine);
        machine.Reclaimer.Given?.Take();
        Count(e.Effort, granted);
        FailureCause cause = granted ? FailureCause.None
            : givenUp ? FailureCause.GivenUp : CauseOf(ledger.Failure, e.Order);
        log.Add(new RequestRecord
        {
            TimeNs = e.TimeNs,
            Phase = log.Phase,
            Id = e.Id,
            Order = e.Order,
            Granted = granted,
            Path = granted ? ledger.Path : GrantPath.None,
            Failure = cause,
            Stall = ledger.Stall,
            PagesScanned = ledger.Scanned,
            PagesMigrated = ledger.Migrated,
            PagesReclaimed = ledger.Reclaimed,
            Zone = granted ? machine.ZoneOf(pfn).Name : "",
            OracleGranted = oracle || granted,
            Obstacle = granted ? null : explanation.Of(cause, e.Order),
        });
        return new Outcome(
            granted ? OutcomeKind.Done : OutcomeKind.Failed, ledger.Stall.TotalNs);
    }

    /// <summary>How hard a fault tries is the administrator's to say.</summary>
    private Effort EffortOf(in PageEvent e) => (e.Effort & Effort.Thp) == 0 || thpDefrag == null
        ? e.Effort
        : (e.Effort & ~Effort.Normal) | ThpDefrag.EffortOf(thpDefrag);

    private uint Serve(in AllocationRequest request)
    {
        Ledger ledger = machine.CallerLedger;
        if (machine.Pool is { } pool && pool.Serves(request))
        {
            uint pooled = pool.Take();
            if (pooled != Pfn.None)
            {
                machine.Disown(pooled);
                ledger.Path = GrantPath.Partition;
                return pooled;
            }
            if (pool.IsHugetlb && request.Is(Effort.Hugetlb))
                return Pfn.None;
        }
        uint pfn = request.Order <= Order.MaxBuddy
            ? machine.Allocator.Allocate(request)
            : ServeGigantic(request);
        if (pfn != Pfn.None && ledger.Path == GrantPath.None)
        {
            ledger.Path = machine.ZoneOf(pfn).Span.Kind == ZoneKind.Movable
                && machine.Options.HasMovable
                ? GrantPath.Partition : GrantPath.Free;
        }
        return pfn;
    }

    /// <summary>Above the largest buddy order: a range that happens to be free, else what the
    /// strategy can make.</summary>
    private uint ServeGigantic(in AllocationRequest request)
    {
        if (gigantic.RangeOrder != request.Order)
            gigantic = new ContiguousRange(machine, request.Order);
        uint start = gigantic.FindFree();
        if (start != Pfn.None && gigantic.TryTake(start))
            return start;
        return strategy.Rescue(machine, request);
    }

    private void Take(uint pfn, in PageEvent e)
    {
        heldInPhase++;
        machine.Reclaimer.Left.Rename(e.Id);
        machine.Own(pfn, e.Order, e.Id, MigrateType.Movable, PageSource.Huge);
        if ((e.Effort & Effort.Zero) != 0)
            machine.CallerLedger.Stall.ZeroNs += machine.Costs.ZeroNs(e.Order);
        else if ((e.Effort & Effort.Hugetlb) != 0)
            machine.CallerLedger.Stall.ZeroNs += machine.Costs.PoolPageNs;
    }

    private void Count(Effort effort, bool granted)
    {
        bool hugetlb = (effort & Effort.Hugetlb) != 0;
        VmCounter counter = (hugetlb, granted) switch
        {
            (true, true) => VmCounter.HtlbBuddyAllocSuccess,
            (true, false) => VmCounter.HtlbBuddyAllocFail,
            (false, true) => VmCounter.ThpFaultAlloc,
            _ => VmCounter.ThpFaultFallback,
        };
        machine.Counters[counter]++;
    }

    /// <summary>What the strategy said, or else what memory itself says.</summary>
    private FailureCause CauseOf(FailureCause said, int order)
    {
        if (said != FailureCause.None)
            return said;
        long room = 0;
        bool block = false;
        foreach (Zone zone in machine.Zones)
        {
            room += zone.FreePages;
            block |= FragmentationIndices.Of(zone.Free, order).SuitableBlocks > 0;
        }
        return block ? FailureCause.Watermark
            : room < Order.Pages(order) ? FailureCause.NoMemory
            : FailureCause.Fragmented;
    }
}
