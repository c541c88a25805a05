using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Workloads.Recordings;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.KernelTraces;

/// <summary>The events of a kernel's trace as text: ftrace, trace-cmd report, perf script.
/// </summary>
public sealed class KernelTextSource : ITalliedSource
{
    private readonly FtraceParser _parser;
    private readonly ReorderWindow _window = new();
    private readonly EventQueue _events = new();
    private readonly NameList _names = new();
    private readonly KernelTranslator _translator;
    private readonly RefusedRequests _refused;
    private readonly string? _startMark;
    private FtraceRecord _record;
    private long _lastNs = long.MinValue;
    private long _zeroNs = -1;
    private bool _started;

    /// <param name="trace">The text.</param>
    /// <param name="start">What was in memory at the start mark; null when that is not known.
    /// </param>
    /// <param name="startMark">Snapshot at which the events begin; null for the first line.</param>
    internal KernelTextSource(LineReader trace, StartState? start, string? startMark)
    {
        _parser = new FtraceParser(trace);
        _translator = new KernelTranslator(new BlockMap(start), _events, Tally);
        _refused = new RefusedRequests(_translator);
        _startMark = startMark;
        _started = startMark is null;
    }

    public IReadOnlyList<string> Names => _names;

    public TraceTally Tally { get; } = new();

    public double Fraction => _parser.Lines.Fraction;

    public int Read(Span<PageEvent> buffer)
    {
        while (_events.Count < buffer.Length && TakeNext(out FtraceRecord record))
            Translate(record);
        if (_events.Count < buffer.Length)
            Finish();
        Tally.Read = _parser.Lines.LineNumber;
        return _events.Drain(buffer);
    }

    public void Dispose() => _parser.Dispose();

    /// <summary>The next event in order of time; false at the end.</summary>
    private bool TakeNext(out FtraceRecord record)
    {
        while (!_window.IsFull && _parser.Read(ref _record))
        {
            switch (_record.Kind)
            {
                case FtraceKind.Lost:
                    Tally.LostMarks++;
                    Tally.LostEvents += _record.Lost;
                    break;
                case FtraceKind.Other or FtraceKind.Background or FtraceKind.FreeBatched:
                    Tally.OtherEvents++;
                    break;
                default:
                    Check(_record);
                    _window.Add(_record);
                    break;
            }
        }
        return _window.TryTake(out record);
    }

    private void Check(in FtraceRecord record)
    {
        if (record.Kind is not (FtraceKind.Alloc or FtraceKind.Free))
            return;
        if (record.Order > Order.MaxBuddy)
            throw _parser.Lines.At($"order={record.Order} is above {Order.MaxBuddy}, the largest "
                + "block of the page allocator; the line is damaged");
        if (!Pfn.IsAligned(record.Pfn, record.Order))
            throw _parser.Lines.At($"pfn 0x{record.Pfn:x} is not aligned to order "
                + $"{record.Order}; the line is damaged");
    }

    private void Finish()
    {
        if (!_started)
            throw _parser.Lines.At($"the trace ends without the mark 'snap {_startMark} "
                + "lists-read'; it belongs to another recording, or was cut");
        _refused.Flush();
    }

    private void Translate(in FtraceRecord record)
    {
        if (!_started && !(record.Kind == FtraceKind.Mark && IsStart(record.Text!)))
            return;
        _started = true;
        if (record.TimeNs < _lastNs)
            Tally.OutOfOrder++;
        _lastNs = Math.Max(_lastNs, record.TimeNs);
        if (_zeroNs < 0)
            _zeroNs = _lastNs;
        _events.TimeNs = _lastNs - _zeroNs;
        _refused.Before(record);
        switch (record.Kind)
        {
            case FtraceKind.Alloc:
                _translator.Alloc(record);
                break;
            case FtraceKind.AllocFailed when record.Order == Order.Huge:
                _refused.Add(record);
                break;
            case FtraceKind.AllocFailed:
                Tally.FailedAllocs++;
                break;
            case FtraceKind.Free:
                _translator.Free(record);
                break;
            case FtraceKind.DirectReclaimBegin or FtraceKind.DirectReclaimEnd:
                _translator.Reclaiming(
                    record.Pid, record.Kind == FtraceKind.DirectReclaimBegin);
                break;
            case FtraceKind.CompactionBegin or FtraceKind.CompactionEnd:
                _translator.Compacting(record.Pid, record.Kind == FtraceKind.CompactionBegin);
                break;
            case FtraceKind.Mark:
                Mark(record.Text!.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                break;
        }
    }

    private bool IsStart(string text) => text.Trim() == $"snap {_startMark} lists-read";

    private void Mark(string[] words)
    {
        if (words is ["snap", string snap, "lists-read"])
            Emit(EventOp.Snapshot, snap);
        else if (words is ["requests", string phase, "begin", ..])
            Emit(EventOp.Phase, phase);
        else if (words is ["compact_memory", "begin"])
            _events.Add(new PageEvent { Op = EventOp.CompactMemory });
    }

    private void Emit(EventOp op, string name) =>
        _events.Add(new PageEvent { Op = op, Id = _names.IndexOf(name) });
}
