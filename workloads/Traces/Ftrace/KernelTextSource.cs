using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Traces.Events;
using FragSim.Traces.Text;

namespace FragSim.Traces.Ftrace;

/// <summary>The events of a kernel's trace as text: ftrace, trace-cmd report, perf script.
/// </summary>
public sealed class KernelTextSource : ITalliedSource
{
    private readonly FtraceParser parser;
    private readonly ReorderWindow window = new();
    private readonly EventQueue events = new();
    private readonly NameList names = new();
    private readonly KernelTranslator translator;
    private readonly RefusedRequests refused;
    private readonly string? startMark;
    private FtraceRecord record;
    private long lastNs = long.MinValue;
    private long zeroNs = -1;
    private bool started;

    /// <param name="trace">The text.</param>
    /// <param name="start">What was in memory at the start mark; null when that is not known.
    /// </param>
    /// <param name="startMark">Snapshot at which the events begin; null for the first line.</param>
    internal KernelTextSource(LineReader trace, StartState? start, string? startMark)
    {
        parser = new FtraceParser(trace)
        {
            PassesText = startMark is null,
            PassedOver = Tally.Others,
        };
        translator = new KernelTranslator(new BlockMap(start), events, Tally);
        refused = new RefusedRequests(translator);
        this.startMark = startMark;
        started = startMark is null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => names;

    /// <summary>What was used and what was not; complete once the end is reached.</summary>
    public TraceTally Tally { get; } = new();

    /// <inheritdoc/>
    public double Fraction => parser.Lines.Fraction;

    /// <inheritdoc/>
    public int Read(Span<PageEvent> buffer)
    {
        while (events.Count < buffer.Length && TakeNext(out FtraceRecord record))
            Translate(record);
        if (events.Count < buffer.Length)
            Finish();
        Tally.Read = parser.Lines.LineNumber;
        return events.Drain(buffer);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => parser.Dispose();

    /// <summary>The next event in order of time; false at the end.</summary>
    private bool TakeNext(out FtraceRecord record)
    {
        while (!window.IsFull && parser.Read(ref this.record))
        {
            if (FtraceNames.TellsOfRequests(this.record.Kind))
            {
                Check(this.record);
                window.Add(this.record);
            }
            else
                Count(this.record);
        }
        return window.TryTake(out record);
    }

    private void Count(in FtraceRecord record)
    {
        switch (record.Kind)
        {
            case FtraceKind.Lost:
                Tally.LostMarks++;
                Tally.LostEvents += record.Lost;
                break;
            case FtraceKind.Stack:
                Tally.StackLines++;
                break;
            case FtraceKind.Graph:
                Tally.GraphLines++;
                break;
            case FtraceKind.Text:
                if (Tally.TextLines++ == 0)
                    Tally.FirstTextLine = parser.Lines.LineNumber;
                break;
        }
    }

    private void Check(in FtraceRecord record)
    {
        if (record.Kind is not (FtraceKind.Alloc or FtraceKind.Free))
            return;
        if (record.Order > Order.MaxBuddy)
            throw parser.Lines.At($"order={record.Order} is above {Order.MaxBuddy}, the largest "
                + "block of the page allocator; the line is damaged");
        if (!Pfn.IsAligned(record.Pfn, record.Order))
            throw parser.Lines.At($"pfn 0x{record.Pfn:x} is not aligned to order "
                + $"{record.Order}; the line is damaged");
    }

    private void Finish()
    {
        if (!started)
            throw parser.Lines.At($"the trace ends without the mark 'snap {startMark} "
                + "lists-read'; it belongs to another recording, or was cut");
        if (Tally.TextLines > 0 && lastNs == long.MinValue && Tally.OtherEvents == 0)
            throw InputException.At(parser.Lines.Path, Tally.FirstTextLine, FtraceParser.NoTrace);
        refused.Flush();
        translator.Finish();
    }

    private void Translate(in FtraceRecord record)
    {
        if (!started && !(record.Kind == FtraceKind.Mark && IsStart(record.Text!)))
            return;
        started = true;
        if (record.TimeNs < lastNs)
            Tally.OutOfOrder++;
        lastNs = Math.Max(lastNs, record.TimeNs);
        if (zeroNs < 0)
            zeroNs = lastNs;
        events.TimeNs = lastNs - zeroNs;
        refused.Before(record);
        switch (record.Kind)
        {
            case FtraceKind.Alloc:
                translator.Alloc(record);
                break;
            case FtraceKind.AllocFailed when record.Order == Order.Huge:
                refused.Add(record);
                break;
            case FtraceKind.AllocFailed:
                Tally.FailedAllocs++;
                Tally.RefusedByOrder[record.Order]++;
                break;
            case FtraceKind.Free:
                translator.Free(record);
                break;
            case FtraceKind.DirectReclaimBegin or FtraceKind.DirectReclaimEnd:
                translator.Reclaiming(record);
                break;
            case FtraceKind.CompactionBegin or FtraceKind.CompactionEnd:
                translator.Compacting(record);
                break;
            case FtraceKind.Mark:
                Mark(record.Text!.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                break;
        }
    }

    private bool IsStart(string text) => text.Trim() == $"snap {startMark} lists-read";

    private void Mark(string[] words)
    {
        if (words is ["snap", string snap, "lists-read"])
            Emit(EventOp.Snapshot, snap);
        else if (words is ["requests", string phase, "begin", ..])
            Emit(EventOp.Phase, phase);
        else if (words is ["compact_memory", "begin"])
            events.Add(new PageEvent { Op = EventOp.CompactMemory });
    }

    private void Emit(EventOp op, string name) =>
        events.Add(new PageEvent
        {
            Op = op,
            Id = names.TryIndexOf(name, out uint index) ? index : throw parser.Lines.At(
                $"the trace has more than {NameList.Most} different names of phases and "
                    + "snapshots; cut it into several"),
        });
}
