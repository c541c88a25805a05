using CsvHelper;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>blockers.csv: a row per survey and kind of page that keeps blocks from becoming huge
/// pages. A survey that found none has one row, without a source.</summary>
internal static class BlockersCsv
{
    private static readonly string[] Columns =
    [
        "time_ns", "huge_blocks", "held_blocks", "in_use_blocks", "source", "hindrance", "blocks",
        "blocks_alone", "pages",
    ];

    public static void Write(Stream stream, IReadOnlyList<RunResult> results)
    {
        using CsvWriter csv = ResultCsv.Start(stream, Columns);
        foreach (RunResult result in results)
        {
            foreach (BlockerSurvey survey in result.Blockers)
            {
                foreach (Blocker? blocker in survey.Blockers.Count > 0
                    ? survey.Blockers.Cast<Blocker?>() : [null])
                    WriteRow(csv, result.Key, survey, blocker);
            }
        }
    }

    private static void WriteRow(
        CsvWriter csv, RunKey key, BlockerSurvey survey, Blocker? blocker)
    {
        csv.WriteKey(key);
        csv.WriteField(survey.TimeNs);
        csv.WriteField(survey.HugeBlocks);
        csv.WriteField(survey.HeldBlocks);
        csv.WriteField(survey.InUse);
        csv.WriteField(blocker is { } one ? RequestsCsv.Name(one.Source) : "");
        csv.WriteField(blocker is { } two ? RequestsCsv.Name(two.Hindrance) : "");
        csv.WriteField(blocker?.Blocks ?? 0);
        csv.WriteField(blocker?.BlocksAlone ?? 0);
        csv.WriteField(blocker?.Pages ?? 0);
        csv.EndRecord();
    }
}
