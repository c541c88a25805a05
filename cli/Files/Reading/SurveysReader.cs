using System.Runtime.CompilerServices;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Traces.Text;

namespace FragSim.Cli.Files.Reading;

/// <summary>Reads blockers.csv and map.csv back.</summary>
internal static class SurveysReader
{
    public static ILookup<RunKey, BlockerSurvey> Blockers(string path)
    {
        using ResultTable table = new(path);
        int time = table.Column("time_ns"), source = table.Column("source");
        int hindrance = table.Column("hindrance"), blocks = table.Column("blocks");
        int alone = table.Column("blocks_alone"), pages = table.Column("pages");
        List<(RunKey Key, BlockerSurvey Survey)> surveys = [];
        List<Blocker> rows = [];
        while (table.Next())
        {
            RunKey key = table.Key();
            long timeNs = table.Number(time);
            if (surveys.Count == 0 || surveys[^1].Key != key || surveys[^1].Survey.TimeNs != timeNs)
            {
                rows = [];
                surveys.Add((key, new BlockerSurvey
                {
                    TimeNs = timeNs,
                    HugeBlocks = table.Number(table.Column("huge_blocks")),
                    HeldBlocks = table.Number(table.Column("held_blocks")),
                    InUse = table.Number(table.Column("in_use_blocks")),
                    Blockers = rows,
                }));
            }
            if (!table.IsEmpty(source))
            {
                rows.Add(new Blocker(table.Word<PageSource>(source),
                    table.Word<Hindrance>(hindrance), table.Number(blocks),
                    table.Number(alone), table.Number(pages)));
            }
        }
        return surveys.ToLookup(s => s.Key, s => s.Survey);
    }

    public static ILookup<RunKey, PageblockMap> Maps(string path)
    {
        using ResultTable table = new(path);
        int time = table.Column("time_ns"), blocks = table.Column("blocks_per_cell");
        int count = table.Column("cells"), changes = table.Column("changes");
        List<(RunKey Key, PageblockMap Map)> maps = [];
        long left = InputLimits.MostOf(Unsafe.SizeOf<PageblockCell>());
        while (table.Next())
        {
            RunKey key = table.Key();
            int cells = table.Number(count, 1, PageblockSurvey.MaxCells);
            if ((left -= cells) < 0)
                throw table.Wrong("there are more maps than this computer has memory for");
            PageblockCell[] before = maps.Count > 0 && maps[^1].Key == key
                ? maps[^1].Map.Cells
                : new PageblockCell[cells];
            PageblockCell[]? decoded = before.Length == cells
                ? MapCodec.Decode(Bytes(table, changes), before)
                : null;
            maps.Add((key, new PageblockMap(
                table.Number(time), table.Number(blocks, 1, int.MaxValue),
                decoded ?? throw table.Wrong(changes, $"is no map of {cells} cells"))));
        }
        return maps.ToLookup(m => m.Key, m => m.Map);
    }

    private static byte[] Bytes(ResultTable table, int column)
    {
        try
        {
            return Convert.FromBase64String(table.Text(column));
        }
        catch (FormatException)
        {
            throw table.Wrong(column, "is not base64");
        }
    }
}
