using System.Numerics;
using FragSim.Sim;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Workloads.KernelTraces;

namespace FragSim.Workloads.Traces;

/// <summary>Counts what is in a trace, in memory that does not depend on its length.</summary>
public sealed class TraceProfiler
{
    private const int Mobilities = MigrateTypes.PcpCount;
    private const int BatchEvents = 4096;

    private readonly ITrace _trace;
    private readonly TimeBuckets _time = new();
    private readonly long[] _byOrder = new long[Order.Gigantic + 1];
    private readonly long[] _byMobility = new long[Mobilities];
    private readonly long[] _bySource = new long[Enum.GetValues<PageSource>().Length];
    private readonly long[] _live = new long[Mobilities];
    private readonly long[][] _lifetimes =
        [.. Enumerable.Range(0, Mobilities).Select(_ => new long[TraceProfile.LifetimeBuckets])];
    private long[] _bornNs = new long[1024];
    private byte[] _orders = new byte[1024];
    private byte[] _mobilities = new byte[1024];
    private long _firstNs = -1;
    private long _lastNs;
    private long _events, _allocs, _requests, _frees, _peak, _born;

    private TraceProfiler(ITrace trace) => _trace = trace;

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
        long start = profiler._live.Sum();
        profiler._peak = start;
        while (source.Read(batch) is int count and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (ref readonly PageEvent e in batch.AsSpan(0, count))
                profiler.Count(e);
            progress?.Invoke(source.Fraction);
        }
        return profiler.Finish(start, TallyNotes.Of(source));
    }

    private void Count(in PageEvent e)
    {
        if (_firstNs < 0)
            _firstNs = e.TimeNs;
        _lastNs = e.TimeNs;
        _events++;
        _time.Reach(e.TimeNs - _firstNs, _live);
        _time.Count();
        switch (e.Op)
        {
            case EventOp.Alloc or EventOp.Request:
                _allocs += e.Op == EventOp.Alloc ? 1 : 0;
                _requests += e.Op == EventOp.Request ? 1 : 0;
                _byOrder[e.Order]++;
                _byMobility[(int)e.Mobility]++;
                _bySource[(int)e.Source] += Order.Pages(e.Order);
                // Who asks again for a block that reclaim took away does not free it before.
                End(e.Id, -1);
                Begin(e.Id, e.Order, e.Mobility, e.TimeNs);
                _born++;
                _peak = Math.Max(_peak, _live[0] + _live[1] + _live[2]);
                break;
            case EventOp.Free:
                _frees++;
                End(e.Id, e.TimeNs);
                break;
        }
    }

    private void Begin(uint id, int order, MigrateType mobility, long bornNs)
    {
        while (id >= _orders.Length)
        {
            Array.Resize(ref _orders, 2 * _orders.Length);
            Array.Resize(ref _mobilities, _orders.Length);
            Array.Resize(ref _bornNs, _orders.Length);
        }
        // Order 0 is nobody's: what is not in use has order byte 0.
        _orders[id] = (byte)(order + 1);
        _mobilities[id] = (byte)mobility;
        _bornNs[id] = bornNs;
        _live[(int)mobility] += Order.Pages(order);
    }

    private void End(uint id, long nowNs)
    {
        if (id >= _orders.Length || _orders[id] == 0)
            return;
        int mobility = _mobilities[id];
        _live[mobility] -= Order.Pages(_orders[id] - 1);
        _orders[id] = 0;
        if (_bornNs[id] < 0)
            return;
        _born--;
        if (nowNs >= 0)
            _lifetimes[mobility][BitOperations.Log2((ulong)Math.Max(1, nowNs - _bornNs[id]))]++;
    }

    private TraceProfile Finish(long startPages, IReadOnlyList<string> notes)
    {
        _time.Close(_live);
        return new TraceProfile
        {
            Name = _trace.Name,
            Format = _trace.Format,
            Events = _events,
            DurationNs = Math.Max(0, _lastNs - Math.Max(0, _firstNs)),
            StartPages = startPages,
            PeakPages = _peak,
            EndPages = _live.Sum(),
            Allocs = _allocs,
            Requests = _requests,
            Frees = _frees,
            Others = _events - _allocs - _requests - _frees,
            ByOrder = _byOrder,
            ByMobility = _byMobility,
            PagesBySource = _bySource,
            Lifetimes = _lifetimes,
            NeverFreed = _born,
            BucketNs = _time.BucketNs,
            EventsOverTime = _time.Events,
            PagesOverTime = _time.Pages,
            Notes = notes,
        };
    }
}
