using System.Globalization;

namespace FragSim.Workloads.KernelTraces;

/// <summary>A tally in sentences, those only that tell something.</summary>
public static class TallyNotes
{
    /// <summary>Nothing for sources that use all they read.</summary>
    public static IReadOnlyList<string> Of(IEventSource source) =>
        source is ITalliedSource tallied ? Of(tallied.Tally) : [];

    private static string[] Of(TraceTally t) =>
    [
        .. Line(t.LostMarks, $"{N(t.LostEvents, "event was", "events were")} lost at "
            + $"{N(t.LostMarks, "place", "places")}: record again with a larger buffer, or take "
            + "what follows with care"),
        .. Line(t.FreesOfUnseen, $"{N(t.FreesOfUnseen, "free", "frees")} of blocks allocated "
            + "before the trace began, or in bulk, which has no event; passed over"),
        .. Line(t.PartialFrees, $"{N(t.PartialFrees, "free", "frees")} of a part of a block; a "
            + "block goes with its last page"),
        .. Line(t.SilentFrees, $"{N(t.SilentFrees, "block was", "blocks were")} allocated again "
            + "without a free; taken for freed then"),
        .. Line(t.Moved, $"{N(t.Moved, "block was", "blocks were")} moved by compaction; "
            + $"{N(t.Rematched, "free", "frees")} at unknown places were taken for theirs"),
        .. Line(t.FailedAllocs, $"{N(t.FailedAllocs, "allocation", "allocations")} that the "
            + "kernel refused; passed over"),
        .. Line(t.OutOfOrder, $"{N(t.OutOfOrder, "event", "events")} came too late to be put in "
            + "order, and got the time of the one before"),
        .. Line(t.OtherEvents, $"{N(t.OtherEvents, "line", "lines")} without use here"),
    ];

    private static string[] Line(long count, string text) => count > 0 ? [text] : [];

    private static string N(long count, string one, string many) =>
        count.ToString("#,0 ", CultureInfo.InvariantCulture) + (count == 1 ? one : many);
}
