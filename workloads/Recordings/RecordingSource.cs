using System.Globalization;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Recordings;

/// <summary>The events of a recording from one of its snapshots on.</summary>
public sealed class RecordingSource : IEventSource
{
    private readonly FtraceParser _parser;
    private readonly PageMap _map;
    private readonly EventQueue _events = new();
    private readonly NameList _names = new();
    private readonly RecordingTranslator _translator;
    private readonly RequestPhase _requests;
    private readonly DaemonWatch _daemons;
    private readonly BulkWatch _bulk;
    private readonly string _startMark;
    private FtraceRecord _record;
    private bool _started;

    internal RecordingSource(LineReader trace, StartState start, string startMark)
    {
        _parser = new FtraceParser(trace) { ReadsLists = true };
        _bulk = new BulkWatch(start);
        _map = new PageMap(start);
        _requests = new RequestPhase(_map, Tally, ThpEffort(start));
        _translator = new RecordingTranslator(_map, _events, _requests, Tally);
        _daemons = new DaemonWatch(_events);
        _startMark = startMark;
    }

    public IReadOnlyList<string> Names => _names;

    public double Fraction => _parser.Lines.Fraction;

    /// <summary>What was used and what was not; complete once the end is reached.</summary>
    public RecordingTally Tally { get; } = new();

    /// <summary>Every id given out so far is below this.</summary>
    public uint IdsEnd => _map.IdsEnd;

    public int Read(Span<PageEvent> buffer)
    {
        while (_events.Count < buffer.Length)
        {
            if (!_parser.Read(ref _record))
            {
                Finish();
                break;
            }
            Translate();
        }
        int count = _events.Drain(buffer);
        Tally.Events += count;
        Tally.Lines = _parser.Lines.LineNumber;
        Tally.UnknownEvents = _parser.UnknownEvents;
        return count;
    }

    public void Dispose() => _parser.Dispose();

    private void Finish()
    {
        if (!_started)
            throw _parser.Lines.At($"the trace ends without the mark 'snap {_startMark} "
                + "lists-read'; it belongs to another recording, or was cut");
        _events.Release();
    }

    private void Translate()
    {
        switch (_record.Kind)
        {
            case FtraceKind.Lost:
                Tally.LostEvents += _record.Lost;
                return;
            case FtraceKind.DirectReclaimBegin or FtraceKind.DirectReclaimEnd:
                _translator.Reclaiming(
                    _record.Pid, _record.Kind == FtraceKind.DirectReclaimBegin);
                break;
            case FtraceKind.Mark:
                _events.TimeNs = Math.Max(_events.TimeNs, _record.TimeNs);
                Mark(_record.Text!);
                return;
        }
        if (!_started)
        {
            _daemons.SawBefore(_record);
            return;
        }
        // CPUs write to rings of their own; where they meet, time may step back a little.
        _events.TimeNs = Math.Max(_events.TimeNs, _record.TimeNs);
        _daemons.Saw(_record);
        _requests.Saw(_record, _events);
        _bulk.Saw(_record);
        foreach (uint pfn in _bulk.Taken)
            _translator.AllocUnseen(pfn);
        TranslatePages();
        _daemons.Passed(_record);
    }

    private void TranslatePages()
    {
        switch (_record.Kind)
        {
            case FtraceKind.Alloc:
                Check(_record.Pfn, _record.Order);
                if (OfRequest())
                {
                    Tally.RequestAttempts++;
                    _translator.AllocForRequest(_record);
                    _requests.Granted(_events);
                }
                else
                    _translator.Alloc(_record);
                break;
            case FtraceKind.AllocFailed when OfRequest():
                Tally.RequestAttempts++;
                break;
            case FtraceKind.AllocFailed:
                Tally.FailedAllocs++;
                break;
            case FtraceKind.Free:
                Check(_record.Pfn, _record.Order);
                _translator.Free(_record);
                break;
            case FtraceKind.IsolateFree:
                Check(_record.Pfn, _record.Order);
                _translator.Isolate(_record);
                break;
            case FtraceKind.Migrate:
                Check(_record.Pfn, 0);
                Check(_record.OldPfn, 0);
                _translator.Migrate(_record);
                break;
        }
    }

    private bool OfRequest() =>
        _record.Order == Order.Huge && _record.Pid == _requests.OpenPid;

    private void Check(uint pfn, int order)
    {
        if (!_map.Holds(pfn, order))
            throw _parser.Lines.At($"pfn 0x{pfn:x} of order {order} lies outside the zones of the "
                + "start snapshot; the trace belongs to another recording");
    }

    private void Mark(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["snap", string snap, "lists-read"])
        {
            bool starts = !_started && snap == _startMark;
            _started |= starts;
            Emit(EventOp.Snapshot, snap);
            if (starts)
                _daemons.Start();
        }
        else if (words is ["requests", string phase, "begin", string count, string method])
        {
            Emit(EventOp.Phase, phase);
            _requests.Begin(Value(method, "method="), Number(Value(count, "n=")));
        }
        else if (!_started || words is ["snap", ..] or ["compact_memory", "end", ..])
            return;
        else if (words is ["requests", _, "end", ..])
            _requests.End(_events);
        else if (words is ["requests", _, "freed"])
            _requests.Freed(_events);
        else if (words is ["req", string begun, "begin"])
            Expect(_requests.BeginRequest(Number(begun), _record.Pid, _events), begun);
        else if (words is ["req", string ended, "end", ..])
            Expect(_requests.EndRequest(Number(ended), _events), ended);
        else if (words is ["compact_memory", "begin"])
            _events.Add(new PageEvent { Op = EventOp.CompactMemory });
        else
            Tally.UnknownMarks++;
    }

    private void Emit(EventOp op, string name)
    {
        if (_started)
            _events.Add(new PageEvent { Op = op, Id = _names.IndexOf(name) });
    }

    private void Expect(bool fits, string index)
    {
        if (!fits)
            throw _parser.Lines.At($"request {index} does not follow the one before, or is beyond "
                + "its phase; the trace is damaged");
    }

    private string Value(string word, string name) =>
        word.StartsWith(name, StringComparison.Ordinal) ? word[name.Length..]
            : throw _parser.Lines.At($"the mark has '{word}' where {name} is due; the trace is "
                + "damaged");

    private int Number(string word) =>
        int.TryParse(word, NumberStyles.None, null, out int value) && value < 1 << 24 ? value
            : throw _parser.Lines.At($"'{word}' in the mark is not a number of requests; the "
                + "trace is damaged");

    /// <summary>What a fault in a madvised range may do: <c>vma_thp_gfp_mask</c> in
    /// <c>mm/huge_memory.c</c>. GFP_TRANSHUGE does not wake kswapd.</summary>
    private static Effort ThpEffort(StartState start) =>
        Effort.Thp | Effort.Zero | (start.Settings.GetValueOrDefault("thp_defrag") switch
        {
            "defer" => Effort.Kswapd,
            "never" => Effort.None,
            _ => Effort.Direct,
        });
}
