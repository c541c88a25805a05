using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>The events of a recording from one of its snapshots on.</summary>
public sealed class RecordingSource : IEventSource
{
    private readonly FtraceParser parser;
    private readonly PageMap map;
    private readonly EventQueue events = new();
    private readonly NameList names = new();
    private readonly RecordingTranslator translator;
    private readonly RequestPhase requests;
    private readonly DaemonWatch daemons;
    private readonly BulkWatch bulk;
    private readonly PcpLock pcpLock;
    private readonly HashSet<int> isolating = [];
    private readonly string startMark;
    private FtraceRecord record;
    private bool started;

    /// <param name="trace">Its lines.</param>
    /// <param name="start">The state that it begins from.</param>
    /// <param name="startMark">The snapshot of that state.</param>
    /// <param name="journalled">A journal holds the metadata that file systems write.</param>
    internal RecordingSource(
        LineReader trace, StartState start, string startMark, bool journalled = false)
    {
        parser = new FtraceParser(trace) { ReadsLists = true };
        bulk = new BulkWatch(start);
        pcpLock = new PcpLock(start.Zones);
        map = new PageMap(start);
        requests = new RequestPhase(map, Tally, ThpEffort(start));
        translator = new RecordingTranslator(map, events, requests, Tally)
        {
            HoldsBuffers = journalled,
        };
        daemons = new DaemonWatch(events);
        this.startMark = startMark;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => names;

    /// <inheritdoc/>
    public double Fraction => parser.Lines.Fraction;

    /// <summary>What was used and what was not; complete once the end is reached.</summary>
    public RecordingTally Tally { get; } = new();

    /// <summary>Every id given out so far is below this.</summary>
    public uint IdsEnd => map.IdsEnd;

    /// <inheritdoc/>
    public int Read(Span<PageEvent> buffer)
    {
        while (events.Count < buffer.Length)
        {
            if (!parser.Read(ref record))
            {
                Finish();
                break;
            }
            Translate();
        }
        int count = events.Drain(buffer);
        Tally.Events += count;
        Tally.Lines = parser.Lines.LineNumber;
        Tally.UnknownEvents = parser.UnknownEvents;
        return count;
    }

    /// <summary>Closes the trace.</summary>
    public void Dispose() => parser.Dispose();

    private void Finish()
    {
        if (!started)
            throw parser.Lines.At($"the trace ends without the mark 'snap {startMark} "
                + "lists-read'; it belongs to another recording, or was cut");
        events.Release();
    }

    private void Translate()
    {
        switch (record.Kind)
        {
            case FtraceKind.Lost:
                Tally.LostEvents += record.Lost;
                return;
            case FtraceKind.DirectReclaimBegin or FtraceKind.DirectReclaimEnd:
                translator.Reclaiming(record, forRequest: record.Pid == requests.OpenPid);
                break;
            case FtraceKind.Mark:
                events.TimeNs = Math.Max(events.TimeNs, record.TimeNs);
                Mark(record.Text!);
                return;
        }
        if (!started)
        {
            daemons.SawBefore(record);
            return;
        }
        // CPUs write to rings of their own; where they meet, time may step back a little.
        events.TimeNs = Math.Max(events.TimeNs, record.TimeNs);
        record.Compacts = IsStep();
        if (record.Kind != FtraceKind.DirectReclaimEnd)
            translator.AtWork(record.Pid);
        daemons.Saw(record);
        requests.Saw(record, events);
        bulk.Saw(record);
        foreach (uint pfn in bulk.Taken)
            translator.AllocUnseen(pfn);
        TranslatePages(pcpLock.IsHeldAt(record));
        daemons.Passed(record);
    }

    /// <summary>Targets are isolated in one go, from however many places.</summary>
    private bool IsStep()
    {
        if (record.Kind == FtraceKind.IsolateFree)
            return isolating.Add(record.Pid);
        if (record.Kind is not (FtraceKind.Split or FtraceKind.Background))
            isolating.Remove(record.Pid);
        return record.Kind == FtraceKind.IsolateMigrate
            || (record.Kind == FtraceKind.Free && map.IsLeft(record.Pfn));
    }

    private void TranslatePages(bool pastPcp)
    {
        switch (record.Kind)
        {
            case FtraceKind.Alloc:
                Check(record.Pfn, record.Order);
                if (OfRequest())
                {
                    Tally.RequestAttempts++;
                    translator.AllocForRequest(record);
                    requests.Granted(events);
                }
                else
                    translator.Alloc(record);
                break;
            case FtraceKind.AllocFailed when OfRequest():
                Tally.RequestAttempts++;
                translator.AllocFailed(record.Pid);
                break;
            case FtraceKind.AllocFailed:
                Tally.FailedAllocs++;
                translator.AllocFailed(record.Pid);
                break;
            case FtraceKind.Free:
                Check(record.Pfn, record.Order);
                translator.Free(record, pastPcp);
                break;
            case FtraceKind.IsolateFree:
                Check(record.Pfn, record.Order);
                translator.Isolate(record);
                break;
            case FtraceKind.Migrate:
                Check(record.Pfn, 0);
                Check(record.OldPfn, 0);
                translator.Migrate(record);
                break;
        }
    }

    private bool OfRequest() =>
        record.Order == Order.Huge && record.Pid == requests.OpenPid;

    private void Check(uint pfn, int order)
    {
        if (!map.Holds(pfn, order))
            throw parser.Lines.At($"pfn 0x{pfn:x} of order {order} lies outside the zones of the "
                + "start snapshot; the trace belongs to another recording");
    }

    private void Mark(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["snap", string snap, "lists-read"])
        {
            bool starts = !started && snap == startMark;
            started |= starts;
            Emit(EventOp.Snapshot, snap);
            if (starts)
                daemons.Start();
        }
        else if (words is ["requests", string phase, "begin", string count, string method])
        {
            Emit(EventOp.Phase, phase);
            requests.Begin(Value(method, "method="), Number(Value(count, "n=")));
        }
        else if (!started || words is ["snap", ..] or ["compact_memory", "end", ..])
            return;
        else if (words is ["requests", _, "end", ..])
            requests.End(events);
        else if (words is ["requests", _, "freed"])
            requests.Freed(events);
        else if (words is ["req", string begun, "begin"])
            Expect(requests.BeginRequest(Number(begun), record.Pid), begun);
        else if (words is ["req", string ended, "end", ..])
            Expect(requests.EndRequest(Number(ended), events), ended);
        else if (words is ["compact_memory", "begin"])
            events.Add(new PageEvent { Op = EventOp.CompactMemory });
        else
            Tally.UnknownMarks++;
    }

    private void Emit(EventOp op, string name)
    {
        if (started)
            events.Add(new PageEvent { Op = op, Id = names.IndexOf(name) });
    }

    private void Expect(bool fits, string index)
    {
        if (!fits)
            throw parser.Lines.At($"request {index} does not follow the one before, or is beyond "
                + "its phase; the trace is damaged");
    }

    private string Value(string word, string name) =>
        word.StartsWith(name, StringComparison.Ordinal) ? word[name.Length..]
            : throw parser.Lines.At($"the mark has '{word}' where {name} is due; the trace is "
                + "damaged");

    private int Number(string word) =>
        int.TryParse(word, NumberStyles.None, null, out int value) && value < 1 << 24 ? value
            : throw parser.Lines.At($"'{word}' in the mark is not a number of requests; the "
                + "trace is damaged");

    private static Effort ThpEffort(StartState start) => Effort.Thp | Effort.Zero
        | ThpDefrag.EffortOf(start.Settings.GetValueOrDefault("thp_defrag"));
}
