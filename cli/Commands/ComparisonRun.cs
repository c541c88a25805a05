using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Files.Staging;
using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Traces.Text;
using FragSim.Validation;

namespace FragSim.Cli.Commands;

/// <summary>A comparison from its plan to its folder and its table.</summary>
internal static class ComparisonRun
{
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    /// <exception cref="InputException">The workload's input is wrong.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<int> Execute(
        Comparison comparison, Simulate simulate, CancellationToken cancel)
    {
        using RunFolder folder = RunFolder.Open(
            comparison.Folder, comparison.Force, comparison.Workload.Inputs);
        FileDigest[] inputs =
            // What comes through a pipe can be read only once.
            [.. comparison.Workload.Files.Where(TextFile.IsRegular)
                .Select(path => FileDigest.Of(path, path))];
        IReadOnlyList<RunResult> results = await Simulated(comparison, simulate, folder, cancel);
        WriteFiles(comparison, folder, results, cancel);
        cancel.ThrowIfCancellationRequested();
        folder.Commit(Manifest.Write(comparison, inputs, folder.Files));
        Report.Write(comparison, results);
        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<RunResult>> Simulated(
        Comparison comparison, Simulate simulate, RunFolder folder, CancellationToken cancel)
    {
        IReadOnlyList<RunCell> cells = comparison.Plan.Cells;
        FolderNames names = new();
        Dictionary<string, string> places =
            comparison.Plan.Strategies.ToDictionary(s => s, names.Next);
        RunProgress progress = new(
            comparison.Plan, [.. cells.Select(c => comparison.Workload.DurationNs(c.Seed))]);

        using IOpenWorkloads workloads = comparison.Workload.Open(cells, cancel);
        int workers = workloads.RunTogether ? cells.Count : comparison.Workers;

        RunResult One(int i, CancellationToken stop)
        {
            RunCell cell = cells[i];
            using IWorkload workload = workloads.For(i);
            RunResult result = simulate(
                // One seed is enough to look at, and maps are most of what a run leaves behind.
                comparison.Options with { KeepMaps = cell.Seed == comparison.Plan.Seeds[0] },
                cell.Strategy, workload, cell.Seed,
                new SnapshotFolder(folder, places[cell.Strategy], cell.Seed),
                timeNs => progress.Reached(i, timeNs), stop);
            progress.Ended(i, result);
            return result;
        }

        Task<RunResult[]> work = Task.Run(
            () => RunPool.Run(cells.Count, workers, One, cancel),
            CancellationToken.None);
        RunResult[] results =
            comparison.Quiet ? await work : await progress.Watch(work, Consoles.Error());
        if (!comparison.Quiet && workloads.Note is { } note)
            Console.Error.WriteLine(note);
        return results;
    }

    private static void WriteFiles(
        Comparison comparison, RunFolder folder, IReadOnlyList<RunResult> results,
        CancellationToken cancel)
    {
        folder.Write("summary.csv", stream => SummaryCsv.Write(stream, results));
        folder.Write("requests.csv", stream => RequestsCsv.Write(stream, results));
        folder.Write("samples.csv", stream => SamplesCsv.Write(stream, results));
        folder.Write("vmstat.csv", stream => VmstatCsv.Write(stream, results));
        folder.Write("failures.csv", stream => FailuresCsv.Write(stream, results));
        folder.Write("blockers.csv", stream => BlockersCsv.Write(stream, results));
        folder.Write("map.csv", stream => MapCsv.Write(stream, results));
        if (results.Any(result => result.Contention.Count > 0))
            folder.Write("contention.csv", stream => ContentionCsv.Write(stream, results));
        if (!comparison.Charts)
            return;
        folder.Write("report.html", stream => stream.Write(Suppliers.RenderPage(results, cancel)));
        foreach (CatalogEntry chart in Suppliers.ChartsFor(results))
        {
            foreach ((string extension, byte[] content) in
                Suppliers.RenderChart(chart.Name, results, cancel))
                folder.Write($"charts/{chart.Name}.{extension}", stream => stream.Write(content));
        }
    }
}
