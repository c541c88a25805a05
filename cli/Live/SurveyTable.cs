using System.Globalization;
using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Live;

/// <summary>A machine's memory, for people.</summary>
internal static class SurveyTable
{
    public static IRenderable Of(MachineSurvey survey) =>
        new Rows(Free(survey), Zones(survey), Huge(survey), Hint(survey));

    /// <summary>Free blocks by order, without the rows that are empty.</summary>
    private static Table Free(MachineSurvey survey)
    {
        Table table = New("zone", "type");
        for (int order = 0; order < Order.Count; order++)
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

    private static Table Zones(MachineSurvey survey)
    {
        Table table = New("zone", "managed MiB", "free MiB", "unusable %", "fragmentation");
        foreach (ZoneSurvey zone in survey.Zones)
        {
            table.AddRow(Name(survey, zone.Node, zone.Zone),
                zone.ManagedPages == 0 ? Units.Unknown : Units.MiB(zone.ManagedPages),
                Units.MiB(zone.FreePages), Units.Percent(zone.UnusableIndex / 10.0),
                zone.FragmentationIndex == -1000
                    ? "none" : (zone.FragmentationIndex / 1000.0).ToString(
                        "0.000", CultureInfo.InvariantCulture));
        }
        return table;
    }

    private static Table Huge(MachineSurvey survey)
    {
        Table table = New("huge pages of", "now", "after compaction", "after reclaim", "never");
        foreach (HugeSurvey huge in survey.HugePages)
            table.AddRow($"{HugePage.SizeOf(huge.Order)}", N(huge.Now), N(huge.AfterCompaction),
                N(huge.AfterReclaim), N(huge.Never));
        return table;
    }

    private static Text Hint(MachineSurvey survey) => new(
        survey.HugePages.All(h => h.Never is not null) ? ""
        : "What could be had after compaction, /proc/kpageflags tells, which only root may read.");

    private static string Name(MachineSurvey survey, int node, string zone) =>
        survey.Zones.Any(z => z.Node > 0) ? $"{node} {zone}" : zone;

    /// <summary>Short enough for a terminal of 80 columns.</summary>
    private static string Short(MigrateType? type) => type switch
    {
        null => Units.Unknown,
        MigrateType.Unmovable => "unmov.",
        MigrateType.Reclaimable => "reclaim.",
        MigrateType.HighAtomic => "highatom.",
        _ => MigrateTypes.KernelName(type.Value).ToLowerInvariant(),
    };

    private static string N(long? count) =>
        count?.ToString("#,0", CultureInfo.InvariantCulture) ?? Units.Unknown;

    private static Table New(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string column in columns)
        {
            TableColumn added = new TableColumn(new Text(column)).NoWrap().Padding(1, 0, 0, 0);
            table.AddColumn(column is "zone" or "type" or "huge pages of"
                ? added : added.RightAligned());
        }
        return table;
    }
}
