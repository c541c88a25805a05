using System.Globalization;
using FragSim.Cli.Results;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Traces;

/// <summary>What is in a trace, for people.</summary>
internal static class ProfileTable
{
    private static readonly string[] Mobilities = ["unmovable", "movable", "reclaimable"];

    public static IRenderable Of(TraceProfile p)
    {
        List<IRenderable> notes = [.. p.Notes.Select(note => new Text(note + "."))];
        if (p.WithoutAllocation is string held)
            return new Rows([new Text($"{p.Name} ({p.Format}): {held}."), .. notes]);
        return new Rows(
        [
            new Text($"{p.Name} ({p.Format}): {N(p.Events)} events in {Units.Time(p.DurationNs)}"
                + $", {Rate(p)} a second"),
            Facts(p),
            .. Answers(p),
            Shares("order", [.. Named(p.ByOrder, o => $"{o}")], "blocks"),
            Shares("mobility", [.. Named(p.ByMobility, m => Mobilities[m])], "blocks"),
            Shares("who allocates", [.. Named(p.PagesBySource, Source)], "pages"),
            Lifetimes(p),
            .. notes,
        ]);
    }

    private static Table Facts(TraceProfile p)
    {
        Table table = new() { Border = TableBorder.Simple, ShowHeaders = false };
        table.AddColumns(new TableColumn("what"), new TableColumn("how much").RightAligned());
        foreach ((string what, string value) in ((string, string)[])
            [
                ("allocations", N(p.Allocs)), ("huge-page requests", N(p.Requests)),
                ("frees", N(p.Frees)), ("other events", N(p.Others)),
                ("never freed", N(p.NeverFreed)),
                ("in use at the start", $"{Units.MiB(p.StartPages)} MiB"),
                ("in use at most", $"{Units.MiB(p.PeakPages)} MiB"),
                ("in use at the end", $"{Units.MiB(p.EndPages)} MiB"),
            ])
            table.AddRow(what, value);
        return table;
    }

    /// <summary>What the recorded kernel granted and refused: blocks above one page, and single
    /// pages where some were refused.</summary>
    private static IEnumerable<Table> Answers(TraceProfile p)
    {
        int[] orders = [.. Enumerable.Range(0, p.GrantedByOrder.Count).Where(o =>
            p.RefusedByOrder[o] > 0 || (o > 0 && p.GrantedByOrder[o] > 0))];
        if (orders.Length == 0)
            yield break;
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("order"),
            new TableColumn("granted there").RightAligned(),
            new TableColumn("refused there").RightAligned());
        foreach (int order in orders)
            table.AddRow($"{order}", N(p.GrantedByOrder[order]), N(p.RefusedByOrder[order]));
        if (orders.Length > 1)
            table.AddRow("all of these", N(orders.Sum(o => p.GrantedByOrder[o])),
                N(orders.Sum(o => p.RefusedByOrder[o])));
        yield return table;
    }

    private static Table Shares(
        string what, (string Name, long Count)[] rows, string unit)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn(what), new TableColumn(unit).RightAligned(),
            new TableColumn("%").RightAligned());
        double all = Math.Max(1, rows.Sum(r => r.Count));
        foreach ((string name, long count) in rows)
            table.AddRow(name, N(count), Units.Percent(count * 100 / all));
        return table;
    }

    /// <summary>Ages by powers of ten.</summary>
    private static Table Lifetimes(TraceProfile p)
    {
        string[] ages = ["< 10 µs", "< 100 µs", "< 1 ms", "< 10 ms", "< 100 ms", "< 1 s",
            "< 10 s", "< 100 s", "longer"];
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(["lived", .. Mobilities]);
        foreach (TableColumn column in table.Columns.Skip(1))
            column.RightAligned();
        for (int age = 0; age < ages.Length; age++)
        {
            long[] counts =
                [.. p.Lifetimes.Select(l => l.Where((_, log) => Age(log) == age).Sum())];
            if (counts.Sum() > 0)
                table.AddRow([ages[age], .. counts.Select(N)]);
        }
        return table;
    }

    private static int Age(int log2) =>
        Math.Clamp((int)Math.Floor(Math.Log10(Math.Pow(2, log2))) - 4, -1, 7) + 1;

    private static IEnumerable<(string, long)> Named(long[] counts, Func<int, string> name) =>
        Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0)
            .Select(i => (name(i), counts[i]));

    private static string Source(int source) => (PageSource)source switch
    {
        PageSource.PageCache => "page cache",
        PageSource.PageTable => "page table",
        PageSource other => other.ToString().ToLowerInvariant(),
    };

    private static string Rate(TraceProfile p) => p.DurationNs == 0
        ? Units.Unknown : N((long)(p.Events * 1e9 / p.DurationNs));

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
