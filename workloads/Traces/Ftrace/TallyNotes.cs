using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Traces.Events;

namespace FragSim.Traces.Ftrace;

/// <summary>A tally in sentences, those only that tell something.</summary>
public static class TallyNotes
{
    private const int MostNames = 6;

    /// <summary>Nothing for sources that use all they read.</summary>
    public static IReadOnlyList<string> Of(IEventSource source) =>
        source is ITalliedSource tallied ? Of(tallied.Tally) : [];

    /// <summary>What a trace holds instead of allocations; null when it has some, or when it is
    /// of a kind that has no tally.</summary>
    public static string? WithoutAllocation(IEventSource source)
    {
        if (source is not ITalliedSource { Tally: TraceTally t } || t.Allocs + t.Requests > 0)
            return null;
        string[] held =
        [
            .. Line(t.FailedAllocs,
                N(t.FailedAllocs, "allocation", "allocations") + " that the kernel refused"),
            .. Line(t.FreesOfUnseen, N(t.FreesOfUnseen, "free", "frees")),
            .. Line(t.Compaction.Events + t.Reclaim.Events,
                N(t.Compaction.Events + t.Reclaim.Events, "compaction and reclaim event",
                    "compaction and reclaim events")),
            .. Line(t.OtherEvents, N(t.OtherEvents, "other event", "other events")),
            .. Line(t.GraphLines, N(t.GraphLines, "line", "lines") + " of function_graph"),
        ];
        return (held.Length > 0 ? string.Join(", ", held) : "no events")
            + ", no allocation: nothing to replay";
    }

    private static string[] Of(TraceTally t) =>
    [
        .. Line(t.LostMarks, $"{N(t.LostEvents, "event was", "events were")} lost at "
            + $"{N(t.LostMarks, "place", "places")}: record again with a larger buffer, or take "
            + "what follows with care"),
        .. Line(t.RefusedByOrder[Order.Huge], $"{N(t.Requests, "huge-page request", "huge-page "
            + $"requests")}: the kernel granted {N(t.GrantedByOrder[Order.Huge])} and refused "
            + N(t.RefusedByOrder[Order.Huge])),
        .. Line(t.FailedAllocs, $"{N(t.FailedAllocs, "allocation", "allocations")} that the "
            + "kernel refused; passed over"),
        .. Rounds("compaction", t.Compaction, $"{N(t.Compaction.Sync)} synchronous; "
            + string.Join(", ", t.Compaction.ByStatus.Select(s => $"{N(s.Rounds)} {s.Status}"))),
        .. Rounds("direct reclaim", t.Reclaim, N(t.Reclaim.Pages, "page", "pages")),
        .. Line(t.FreesOfUnseen, $"{N(t.FreesOfUnseen, "free", "frees")} of blocks allocated "
            + "before the trace began, or in bulk, which has no event; passed over"),
        .. Line(t.RepeatedFrees, $"{N(t.RepeatedFrees, "free", "frees")} that the kernel wrote "
            + "twice; the second was passed over"),
        .. Line(t.PartialFrees, $"{N(t.PartialFrees, "free", "frees")} of a part of a block; a "
            + "block goes with its last page"),
        .. Line(t.SilentFrees, $"{N(t.SilentFrees, "block was", "blocks were")} allocated again "
            + "without a free; taken for freed then"),
        .. Line(t.Moved, $"{N(t.Moved, "block was", "blocks were")} moved by compaction; "
            + $"{N(t.Rematched, "free", "frees")} at unknown places were taken for theirs"),
        .. Line(t.OutOfOrder, $"{N(t.OutOfOrder, "event", "events")} came too late to be put in "
            + "order, and got the time of the one before"),
        .. Line(t.OtherEvents, $"{N(t.OtherEvents, "other event", "other events")}: {Names(t)}"),
        .. Line(t.StackLines, $"{N(t.StackLines, "line", "lines")} of call chains; passed over"),
        .. Line(t.GraphLines, $"{N(t.GraphLines, "line", "lines")} of the function_graph tracer, "
            + "which names neither task nor time; passed over (trace with the tracer nop)"),
        .. Line(t.TextLines, $"{N(t.TextLines, "line", "lines")} of other text, the first at line "
            + $"{N(t.FirstTextLine)}; passed over"),
    ];

    private static string[] Rounds(string what, RoundTally t, string how) =>
    [
        .. Line(t.Rounds, $"{what}: {N(t.Ns / 1000)} µs in {N(t.Rounds, "round", "rounds")} "
            + $"({how})"),
        .. Line(t.Unpaired, $"{what}: {N(t.Unpaired, "begin or end", "begins or ends")} without "
            + "the other; not counted"),
    ];

    private static string Names(TraceTally t)
    {
        IReadOnlyList<(string Name, long Count)> all = t.Others.All;
        long rest = all.Skip(MostNames).Sum(n => n.Count) + t.Others.Unnamed;
        return string.Join(", ",
            [.. all.Take(MostNames).Select(n => $"{N(n.Count)} {n.Name}"),
                .. Line(rest, $"{N(rest)} of other names")]);
    }

    private static string[] Line(long count, string text) => count > 0 ? [text] : [];

    private static string N(long count, string one, string many) =>
        $"{N(count)} {(count == 1 ? one : many)}";

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
