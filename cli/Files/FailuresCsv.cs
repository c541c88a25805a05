using CsvHelper;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>failures.csv: a row per huge-page request that failed, with what stood in its way.
/// </summary>
internal static class FailuresCsv
{
    private static readonly string[] Columns =
    [
        "time_ns", "phase", "id", "order", "failure", "obstacle", "source", "free_pages",
        "droppable_pages", "open_blocks", "ranges", "huge_ranges", "least_immovable",
    ];

    public static void Write(Stream stream, IReadOnlyList<RunResult> results)
    {
        using CsvWriter csv = ResultCsv.Start(stream, Columns);
        foreach (RunResult result in results)
        {
            foreach (RequestRecord request in result.Requests)
            {
                if (request.Obstacle is not { } failure)
                    continue;
                csv.WriteKey(result.Key);
                csv.WriteField(request.TimeNs);
                csv.WriteText(request.Phase);
                csv.WriteField(request.Id);
                csv.WriteField(request.Order);
                csv.WriteField(RequestsCsv.Name(request.Failure));
                csv.WriteField(RequestsCsv.Name(failure.Obstacle));
                csv.WriteField(failure.Source is { } source ? RequestsCsv.Name(source) : "");
                csv.WriteField(failure.FreePages);
                csv.WriteField(failure.DroppablePages);
                csv.WriteField(failure.OpenBlocks);
                WriteRanges(csv, failure.Ranges);
                csv.EndRecord();
            }
        }
    }

    /// <summary>Empty where ranges are too many to be counted.</summary>
    private static void WriteRanges(CsvWriter csv, RangeCensus? ranges)
    {
        if (ranges is not { } counted)
        {
            for (int i = 0; i < 3; i++)
                csv.WriteField("");
            return;
        }
        csv.WriteField(counted.Ranges);
        csv.WriteField(counted.Huge);
        csv.WriteField(counted.LeastImmovable);
    }
}
