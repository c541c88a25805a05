using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;

namespace FragSim.Validation.Agreement;

/// <summary>The mechanism against the kernel: its free lists at every mark, when the model does to
/// its own what the recorded events say.</summary>
/// <param name="Marks">Agreement at each mark, in order of time.</param>
/// <param name="Tally">What happened between the marks.</param>
public sealed record EventLevel(IReadOnlyList<ListAgreement> Marks, ListTally Tally)
{
    /// <summary>Free blocks of the kernel, summed over all marks.</summary>
    public long FreeBlocks => Marks.Sum(m => (long)m.FreeBlocks);

    /// <summary>Of these, blocks that the model has not with the same pfn, order and type.
    /// </summary>
    public long Differ => Marks.Sum(m => (long)m.Differ);

    /// <summary>Of these, blocks that the model has not with the same pfn and order.</summary>
    public long DifferInPlace => Marks.Sum(m => (long)m.DifferInPlace);

    /// <summary>Pageblocks of another migrate type in the model, summed over all marks.</summary>
    public long PageblocksDiffer => Marks.Sum(m => (long)m.PageblocksDiffer);

    /// <summary>Replays the events from the recording's start mark to its end.</summary>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static EventLevel Run(Recording recording, CancellationToken cancel)
    {
        using FtraceParser parser = new(
            new LineReader(recording.TracePath, FtraceParser.MaxLineBytes, ahead: true))
        {
            ReadsLists = true,
        };
        ListReplay replay = new(recording.Start);
        List<ListAgreement> marks = [];
        FtraceRecord record = default;
        bool started = false;
        while (parser.Read(ref record))
        {
            if (record.Kind == FtraceKind.Mark)
            {
                cancel.ThrowIfCancellationRequested();
                if (record.Text!.Split(' ') is not ["snap", string mark, "lists-read"])
                    continue;
                if (started)
                    marks.Add(Compare(recording, mark, replay));
                started |= mark == recording.StartMark;
            }
            else if (started && Changes(record.Kind))
            {
                Check(parser, replay, record);
                replay.Apply(record);
            }
        }
        return started ? new EventLevel(marks, replay.Tally)
            : throw parser.Lines.At($"the trace ends without the mark 'snap {recording.StartMark} "
                + "lists-read'; it belongs to another recording, or was cut");
    }

    private static bool Changes(FtraceKind kind) => kind is FtraceKind.ZoneLocked
        or FtraceKind.Alloc or FtraceKind.Free or FtraceKind.PcpuDrain or FtraceKind.Extfrag
        or FtraceKind.IsolateFree or FtraceKind.SetPageblock;

    private static void Check(FtraceParser parser, ListReplay replay, in FtraceRecord record)
    {
        if (record.Order > Order.MaxBuddy || !Pfn.IsAligned(record.Pfn, record.Order)
            || !replay.Holds(record.Pfn, record.Order))
            throw parser.Lines.At($"pfn 0x{record.Pfn:x} of order {record.Order} is not aligned or "
                + "lies outside the zones of the start snapshot; the trace is damaged or belongs "
                + "to another recording");
    }

    private static ListAgreement Compare(Recording recording, string mark, ListReplay replay)
    {
        KernelSnapshot kernel = KernelSnapshot.Read(recording.Folder, mark);
        if (!kernel.Zones.SequenceEqual<ZoneSpan>(recording.Start.Zones))
            throw new InputException($"{recording.Folder}: the zones of snapshot '{mark}' are "
                + "not those of the start; the recording is damaged");
        return ListAgreement.Of(mark, kernel, replay.Machine, replay.Pcp);
    }
}
