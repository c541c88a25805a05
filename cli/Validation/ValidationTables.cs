using System.Globalization;
using FragSim.Cli.Results;
using FragSim.Validation.Agreement;

namespace FragSim.Cli.Validation;

/// <summary>What the tables of a verdict say.</summary>
internal static class ValidationTables
{
    public static IReadOnlyList<ValidationTable> Of(Verdict verdict) =>
    [
        .. verdict.Events is { } events ? [Lists(events)] : Array.Empty<ValidationTable>(),
        .. verdict.Policy is { } policy
            ? new[] { Memory(policy), Requests(policy), Stalls(policy), Counters(policy) }
            : [],
    ];

    private static ValidationTable Lists(EventLevel level) => new(
        "Free lists driven by the recorded events",
        ["mark", "free\nblocks", "of them\ndiffer", "types\ndiffer", "pcp\nblocks", "missing",
            "extra"],
        [.. level.Marks.Select(m => new[]
        {
            m.Mark, Text(m.FreeBlocks), Marked(Text(m.Differ), m.Checks.First()),
            Marked(Text(m.PageblocksDiffer), m.Checks.Last()), Text(m.PcpBlocks),
            Text(m.PcpMissing), Text(m.PcpExtra),
        })])
    {
        Note = Sentence(level),
    };

    private static string Sentence(EventLevel level)
    {
        ListTally tally = level.Tally;
        return $"{Text(level.Differ)} of {Text(level.FreeBlocks)} free blocks differ. "
            + $"{Text(tally.TakesOfHead)} of {Text(tally.Takes)} blocks taken were the head of "
            + $"the modelled list; {Text(tally.Captured)} were captured by compaction, "
            + $"{Text(tally.Settled)} freed and {Text(tally.AllocatedUnseen)} allocated without "
            + $"an event; {Text(tally.Surprises)} events contradicted the lists.";
    }

    private static ValidationTable Memory(PolicyLevel level) => new(
        $"Memory under {level.Strategy}, beside the real kernel's: the machine, then its zones",
        ["mark", "free\nMiB", "real", "un-\nusable", "real", "orders\napart", "types\napart",
            "pcp\nMiB", "real"],
        [.. level.Marks.SelectMany(Memory)]);

    private static IEnumerable<string[]> Memory(MarkAgreement mark)
    {
        ILookup<string, Check> checks = mark.Checks.ToLookup(c => c.Scope);
        foreach ((ZoneShape model, ZoneShape kernel) in mark.Scopes)
        {
            Check Of(string measure) => checks[model.Name].Single(c => c.Measure == measure);
            yield return
            [
                model.Name == ZoneShape.All ? mark.Mark : "  " + model.Name,
                Marked(Units.MiB(model.FreePages), Of("free")), Units.MiB(kernel.FreePages),
                Marked(Share(model.Unusable), Of("unusable")), Share(kernel.Unusable),
                Marked(Share(Of("orders").Value), Of("orders")),
                Marked(Share(Of("pageblocks").Value), Of("pageblocks")),
                Units.MiB(model.PcpPages), Units.MiB(kernel.PcpPages),
            ];
        }
    }

    private static ValidationTable Requests(PolicyLevel level) => new(
        "Huge pages granted",
        ["phase", "asked", "granted", "real", "real runs", "points apart"],
        [.. level.Phases.Select(p => new[]
        {
            p.Phase, Text(p.Requests), Text(p.Granted), Text(p.KernelGranted),
            p.KernelRuns is { } runs ? $"{Text(runs.Fewest)}-{Text(runs.Most)}" : Units.Unknown,
            Marked(p.PointsApart.ToString("+0.0;-0.0;0", CultureInfo.InvariantCulture), p.Check),
        })]);

    private static ValidationTable Stalls(PolicyLevel level) => new(
        "Stalls, zeroing left out", ["phase", "p50", "real", "p99", "real"],
        [.. level.Phases.Select(p => new[]
        {
            p.Phase, Units.Time(p.StallP50Ns), Units.Time(p.KernelStallP50Ns),
            Units.Time(p.StallP99Ns), Units.Time(p.KernelStallP99Ns),
        })]);

    private static ValidationTable Counters(PolicyLevel level) => new(
        "Counters", ["counter", level.Strategy, "real"],
        [.. level.Counters.Select(c => new[] { c.Name, Text(c.Model), Text(c.Kernel) })]);

    private static string Marked(string text, Check check) =>
        check.Met ? text : text + ValidationTable.Missed;

    private static string Share(double share) =>
        share.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
