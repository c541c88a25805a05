using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files.Reading;

/// <summary>The results of a folder, from its CSV files alone.</summary>
internal static class RunFolderReader
{
    /// <returns>Runs in the order of summary.csv, as they were when they were written.</returns>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static IReadOnlyList<RunResult> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException(
                $"{folder}: no such folder; give the folder that compare wrote (--out)");
        }
        IReadOnlyList<RunResult> runs = SummaryReader.Read(Needed(folder, "summary.csv"));
        ILookup<RunKey, RequestRecord> requests = RequestsReader.Read(
            Needed(folder, "requests.csv"), IfThere(folder, "failures.csv"));
        ILookup<RunKey, Sample> samples = SamplesReader.Read(
            Needed(folder, "samples.csv"), Needed(folder, "vmstat.csv"));
        ILookup<RunKey, BlockerSurvey>? blockers =
            IfThere(folder, "blockers.csv") is { } held ? SurveysReader.Blockers(held) : null;
        ILookup<RunKey, PageblockMap>? maps =
            IfThere(folder, "map.csv") is { } map ? SurveysReader.Maps(map) : null;
        ILookup<RunKey, Contention>? waits = IfThere(folder, "contention.csv") is { } contention
            ? ContentionReader.Read(contention) : null;
        return
        [
            .. runs.Select(run => run with
            {
                Requests = [.. requests[run.Key]],
                Samples = [.. samples[run.Key]],
                Blockers = [.. blockers?[run.Key] ?? []],
                Maps = [.. maps?[run.Key] ?? []],
                Contention = [.. waits?[run.Key] ?? []],
            }),
        ];
    }

    private static string Needed(string folder, string name) => IfThere(folder, name)
        ?? throw new InputException(
            $"{Path.Combine(folder, name)}: no such file; {ResultTable.Remedy}");

    /// <summary>What only some pictures need may have been left out.</summary>
    private static string? IfThere(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : null;
    }
}
