using System.Numerics;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;

namespace FragSim.Traces;

/// <summary>Counts what is in a trace, in memory that does not depend on its length.</summary>
public sealed class TraceProfiler
{
    private const int Mobilities = MigrateTypes.PcpCount;
    private const int BatchEvents = 4096;

    private readonly ITrace trace;
    private readonly TimeBuckets time = new();
    private readonly long[] byOrder = new long[Order.Gigantic + 1];
    private readonly long[] byMobility = new long[Mobilities];
    private readonly long[] bySource = new long[Enum.GetValues<PageSource>().Length];
    private readonly long[] live = new long[Mobilities];
    private readonly long[][] lifetimes =
        [.. Enumerable.Range(0, Mobilities).Select(_ => new long[TraceProfile.LifetimeBuckets])];
    private long[] bornNs = new long[1024];
    private byte[] orders = new byte[1024];
    private byte[] mobilities = new byte[1024];
    private long firstNs = -1;
    private long lastNs;
    private long events, allocs, requests, frees, peak, born;

    private TraceProfiler(ITrace trace) => this.trace = trace;

    /// <summary>Reads a trace from its beginning to its end.</summary>
    /// <exception cref="InputException">The trace is wrong.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TraceProfile Read(
        ITrace trace, Action<double>? progress, CancellationToken cancel)
    {
        TraceProfiler profiler = new(trace);
        using IEventSource source = trace.OpenEvents();
        PageEvent[] batch = new PageEvent[BatchEvents];
        foreach (StartBlock block in trace.Start?.Blocks ?? [])
            profiler.Begin(block.Id, block.Order, block.Mobility, -1);
        long start = profiler.live.Sum();
        profiler.peak = start;
        while (source.Read(batch) is int count and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (ref readonly PageEvent e in batch.AsSpan(0, count))
                profiler.Count(e);
            progress?.Invoke(source.Fraction);
        }
        return profiler.Finish(start, TallyNotes.Of(source)) with
        {
            WithoutAllocation = TallyNotes.WithoutAllocation(source),
            GrantedByOrder = Answers(source, t => t.GrantedByOrder),
            RefusedByOrder = Answers(source, t => t.RefusedByOrder),
        };
    }

    /// <summary>Only text tells what was refused.</summary>
    private static long[] Answers(IEventSource source, Func<TraceTally, long[]> counts) =>
        source is KernelTextSource text ? counts(text.Tally) : [];

    private void Count(in PageEvent e)
    {
        if (firstNs < 0)
            firstNs = e.TimeNs;
        lastNs = e.TimeNs;
        events++;
        time.Reach(e.TimeNs - firstNs, live);
        time.Count();
        switch (e.Op)
        {
            case EventOp.Alloc or EventOp.Request:
                allocs += e.Op == EventOp.Alloc ? 1 : 0;
                requests += e.Op == EventOp.Request ? 1 : 0;
                byOrder[e.Order]++;
                byMobility[(int)e.Mobility]++;
                bySource[(int)e.Source] += Order.Pages(e.Order);
                // Who asks again for a block that reclaim took away does not free it before.
                End(e.Id, -1);
                Begin(e.Id, e.Order, e.Mobility, e.TimeNs);
                born++;
                peak = Math.Max(peak, live[0] + live[1] + live[2]);
                break;
            case EventOp.Free:
                frees++;
                End(e.Id, e.TimeNs);
                break;
        }
    }

    private void Begin(uint id, int order, MigrateType mobility, long bornNs)
    {
        while (id >= orders.Length)
        {
            Array.Resize(ref orders, 2 * orders.Length);
            Array.Resize(ref mobilities, orders.Length);
            Array.Resize(ref this.bornNs, orders.Length);
        }
        // Order 0 marks no block: what is not in use has order byte 0.
        orders[id] = (byte)(order + 1);
        mobilities[id] = (byte)mobility;
        this.bornNs[id] = bornNs;
        live[(int)mobility] += Order.Pages(order);
    }

    private void End(uint id, long nowNs)
    {
        if (id >= orders.Length || orders[id] == 0)
            return;
        int mobility = mobilities[id];
        live[mobility] -= Order.Pages(orders[id] - 1);
        orders[id] = 0;
        if (bornNs[id] < 0)
            return;
        born--;
        if (nowNs >= 0)
            lifetimes[mobility][BitOperations.Log2((ulong)Math.Max(1, nowNs - bornNs[id]))]++;
    }

    private TraceProfile Finish(long startPages, IReadOnlyList<string> notes)
    {
        time.Close(live);
        return new TraceProfile
        {
            Name = trace.Name,
            Format = trace.Format,
            Events = events,
            DurationNs = Math.Max(0, lastNs - Math.Max(0, firstNs)),
            StartPages = startPages,
            PeakPages = peak,
            EndPages = live.Sum(),
            Allocs = allocs,
            Requests = requests,
            Frees = frees,
            Others = events - allocs - requests - frees,
            ByOrder = byOrder,
            ByMobility = byMobility,
            PagesBySource = bySource,
            Lifetimes = lifetimes,
            NeverFreed = born,
            BucketNs = time.BucketNs,
            EventsOverTime = time.Events,
            PagesOverTime = time.Pages,
            Notes = notes,
        };
    }
}
