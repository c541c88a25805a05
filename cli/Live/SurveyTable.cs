using System.Globalization;
using FragSim.Cli.Results;
using FragSim.Sim.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Live;

/// <summary>A machine's memory, for people.</summary>
internal static class SurveyTable
{
    public static IRenderable Of(MachineSurvey survey) => new Rows(
        [Free(survey), .. Pageblocks(survey), Zones(survey), Blocks(survey),
            .. Sentences(survey).Select(s => new Text(s))]);

    /// <summary>The size of a block as people write it.</summary>
    public static string SizeOf(MachineSurvey survey, int order) =>
        $"{new Runs.Size((ulong)survey.PageBytes << order)}";

    /// <summary>Free blocks by order, without the rows that are empty.</summary>
    private static Table Free(MachineSurvey survey)
    {
        Table table = New("zone", "type");
        for (int order = 0; order < survey.Orders; order++)
            table.AddColumn(
                new TableColumn(new Text($"{order}")).RightAligned().NoWrap().Padding(1, 0, 0, 0));
        foreach (FreeOfType free in survey.Free.Where(f => f.Blocks.Any(b => b > 0)))
        {
            table.AddRow([Name(survey, free.Node, free.Zone),
                Short(free.Type),
                .. free.Blocks.Select(b => b.ToString(CultureInfo.InvariantCulture))]);
        }
        return table;
    }

    /// <summary>Pageblocks by zone and type, where they are told.</summary>
    private static IEnumerable<Table> Pageblocks(MachineSurvey survey)
    {
        string[] types = [.. survey.Pageblocks.Select(p => p.Type).Distinct()];
        if (types.Length == 0)
            yield break;
        Table table = New(
            ["zone", .. types.Select(Short), $"blocks of {SizeOf(survey, survey.PageblockOrder)}"]);
        foreach (var zone in survey.Pageblocks.GroupBy(p => (p.Node, p.Zone)))
            table.AddRow([Name(survey, zone.Key.Node, zone.Key.Zone),
                .. types.Select(t => N(zone.Where(p => p.Type == t).Sum(p => p.Count))),
                N(zone.Sum(p => p.Count))]);
        yield return table;
    }

    private static Table Zones(MachineSurvey survey)
    {
        string size = SizeOf(survey, survey.Order);
        Table table = New("zone", "managed MiB", "free MiB", $"unusable for {size} %",
            "fragmentation");
        foreach (ZoneSurvey zone in survey.Zones)
        {
            table.AddRow(Name(survey, zone.Node, zone.Zone),
                zone.ManagedPages == 0 ? Units.Unknown : MiB(survey, zone.ManagedPages),
                MiB(survey, zone.FreePages), Units.Percent(zone.UnusableIndex / 10.0),
                zone.FragmentationIndex == -1000
                    ? "none" : (zone.FragmentationIndex / 1000.0).ToString(
                        "0.000", CultureInfo.InvariantCulture));
        }
        return table;
    }

    /// <summary>Blocks that could be given, by zone and of all.</summary>
    private static Table Blocks(MachineSurvey survey)
    {
        Table table = New("blocks of", "zone", "now", "more after\ncompaction",
            "more after\nreclaim", "kept\nback", "never", "total");
        foreach (HugeSurvey all in survey.HugePages)
        {
            string size = SizeOf(survey, all.Order);
            foreach (ZoneSurvey zone in survey.Zones.Where(_ => survey.Zones.Count > 1))
            {
                HugeSurvey? huge = zone.HugePages.FirstOrDefault(h => h.Order == all.Order);
                if (huge is not null)
                    Add(table, size, Name(survey, zone.Node, zone.Zone), huge);
            }
            Add(table, size, "all", all);
        }
        return table;
    }

    private static void Add(Table table, string size, string zone, HugeSurvey huge) => table.AddRow(
        size, zone, N(huge.Now), N(huge.AfterCompaction), N(huge.AfterReclaim), N(huge.Kept),
        N(huge.Never), N(huge.Total));

    private static IEnumerable<string> Sentences(MachineSurvey survey)
    {
        if (survey.HugePages.Any(h => h.Kept > 0))
            yield return "Kept back: watermarks and lowmem_reserve of the zone refuse them to a "
                + "user's request, or they are kept for urgent ones.";
        foreach (HugeSurvey huge in survey.HugePages)
            if (huge is { Never: > 0, NeverHeldBy: { } by })
                yield return $"Of {N(huge.Never)} ranges of {SizeOf(survey, huge.Order)} that "
                    + $"never become free, most of what cannot move is slabs in {N(by.Slab)}, "
                    + $"page tables in {N(by.PageTables)}, the hugetlb pool in "
                    + $"{N(by.HugetlbPool)}, reserved memory in {N(by.Reserved)} and other kernel "
                    + $"memory in {N(by.OtherKernel)}.";
        foreach (string note in survey.Notes)
            yield return note;
    }

    private static string Name(MachineSurvey survey, int node, string zone) =>
        survey.Zones.Any(z => z.Node > 0) ? $"{node} {zone}" : zone;

    /// <summary>Short enough for a terminal of 80 columns.</summary>
    private static string Short(string? type) => type switch
    {
        null => Units.Unknown,
        "Unmovable" => "unmov.",
        "Reclaimable" => "reclaim.",
        "HighAtomic" => "highatom.",
        // Letters of several types, as a log has them, stay capitals.
        _ => type.All(char.IsAsciiLetterUpper) && type != "CMA" ? type : type.ToLowerInvariant(),
    };

    private static string MiB(MachineSurvey survey, long pages) =>
        Units.MiB(pages * (survey.PageBytes / 4096.0));

    private static string N(long? count) =>
        count?.ToString("#,0", CultureInfo.InvariantCulture) ?? Units.Unknown;

    private static Table New(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string column in columns)
        {
            TableColumn added = new TableColumn(new Text(column)).NoWrap().Padding(1, 0, 0, 0);
            table.AddColumn(column is "zone" or "type" or "blocks of"
                ? added : added.RightAligned());
        }
        return table;
    }
}
