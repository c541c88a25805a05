using System.Text.Json;
using CsvHelper;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>requests.csv: a row per huge-page request.</summary>
internal static class RequestsCsv
{
    private static readonly StallCause[] Causes = Enum.GetValues<StallCause>();

    private static readonly string[] Columns =
    [
        "time_ns", "phase", "id", "order", "granted", "path", "failure", "stall_ns",
        .. Causes.Select(c => $"stall_{Name(c)}_ns"),
        "pages_scanned", "pages_migrated", "pages_reclaimed", "oracle_granted",
    ];

    public static void Write(Stream stream, IReadOnlyList<RunResult> results)
    {
        using CsvWriter csv = ResultCsv.Start(stream, Columns);
        foreach (RunResult result in results)
        {
            foreach (RequestRecord request in result.Requests)
            {
                csv.WriteKey(result.Key);
                Write(csv, request);
                csv.EndRecord();
            }
        }
    }

    /// <summary>A cause or path as the files spell it: <c>NoMemory</c> is no_memory.</summary>
    public static string Name<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static void Write(CsvWriter csv, RequestRecord request)
    {
        csv.WriteField(request.TimeNs);
        csv.WriteText(request.Phase);
        csv.WriteField(request.Id);
        csv.WriteField(request.Order);
        csv.WriteField(request.Granted);
        csv.WriteField(Name(request.Path));
        csv.WriteField(Name(request.Failure));
        csv.WriteField(request.Stall.TotalNs);
        foreach (StallCause cause in Causes)
            csv.WriteField(request.Stall[cause]);
        csv.WriteField(request.PagesScanned);
        csv.WriteField(request.PagesMigrated);
        csv.WriteField(request.PagesReclaimed);
        csv.WriteField(request.OracleGranted);
    }
}
