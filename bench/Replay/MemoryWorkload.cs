using FragSim.Bench.Core;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Traces.Events;

namespace FragSim.Bench.Replay;

/// <summary>A trace that was read into memory whole, and a clock that runs only while its events
/// are applied: reading, booting and the final audit are not timed.</summary>
internal class MemoryWorkload(ITrace trace, PageEvent[] events, IReadOnlyList<string> names)
    : IOpenLoop
{
    private const int BatchEvents = 4096;
    private const int Ahead = 16;
    private int done;

    public string Name => trace.Name;

    public IReadOnlyList<string> Names => names;

    /// <summary>What all events took so far on this thread.</summary>
    public PhaseTimes Times { get; } = new();

    /// <summary>What they left to the garbage collector; but for the first batch, in which the
    /// first sample is taken whatever the interval.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Reads a trace to its end.</summary>
    public static (PageEvent[] Events, IReadOnlyList<string> Names) Read(ITrace trace)
    {
        using IEventSource source = trace.OpenEvents();
        List<PageEvent> events = [];
        PageEvent[] batch = new PageEvent[BatchEvents];
        while (source.Read(batch) is int count and > 0)
            events.AddRange(batch.AsSpan(0, count));
        return ([.. events], [.. source.Names]);
    }

    /// <summary>The trace's workload, from its start state if it has one.</summary>
    public static MemoryWorkload Of(
        ITrace trace, PageEvent[] events, IReadOnlyList<string> names) =>
        trace.Start is { } start
            ? new StartingMemoryWorkload(trace, start, events, names)
            : new MemoryWorkload(trace, events, names);

    public bool Step(IEventSink machine)
    {
        int end = Math.Min(done + BatchEvents, events.Length);
        if (done == end)
            return false;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long wall = ThreadClock.WallNs, cpu = ThreadClock.NowNs;
        int first = done;
        while (done < end && ApplyNext(machine))
            continue;
        cpu = ThreadClock.NowNs - cpu;
        Times.Add(done - first, cpu, ThreadClock.WallNs - wall);
        if (first > 0)
            AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        return true;
    }

    public bool ApplyNext(IEventSink machine)
    {
        if (done == events.Length)
            return false;
        if (done + Ahead < events.Length)
            machine.Expect(in events[done + Ahead]);
        machine.Apply(in events[done++]);
        return true;
    }

    public bool Peek(out PageEvent next)
    {
        bool any = done < events.Length;
        next = any ? events[done] : default;
        return any;
    }

    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The same from a recorded state of memory.</summary>
    private sealed class StartingMemoryWorkload(ITrace trace, StartState start,
        PageEvent[] events, IReadOnlyList<string> names)
        : MemoryWorkload(trace, events, names), IStartingWorkload
    {
        public StartState Start => start;
    }
}
