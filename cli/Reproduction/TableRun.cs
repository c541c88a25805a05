using FragSim.Cli.Runs;
using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Strategies;
using FragSim.Workloads;

namespace FragSim.Cli.Reproduction;

/// <summary>Simulates tables, all their experiments and seeds side by side.</summary>
internal sealed class TableRun
{
    private readonly IReadOnlyList<Cell> cells;

    public TableRun(IReadOnlyList<PublishedTable> tables, ulong firstSeed, int seeds)
    {
        Tables = tables;
        FirstSeed = firstSeed;
        Seeds = seeds;
        Outcomes = [.. tables.Select(t => new Outcomes(t, seeds))];
        cells =
        [
            .. from table in Enumerable.Range(0, tables.Count)
               from part in tables[table].Parts
               from experiment in part.Experiments
               from seed in Enumerable.Range(0, seeds)
               select new Cell(Outcomes[table], part, experiment, seed, firstSeed + (ulong)seed),
        ];
    }

    public IReadOnlyList<PublishedTable> Tables { get; }

    public ulong FirstSeed { get; }

    /// <summary>How many seeds each experiment runs with.</summary>
    public int Seeds { get; }

    /// <summary>Each table judged, once all has been run.</summary>
    public IEnumerable<Verdict> Verdicts => Tables.Zip(Outcomes, Verdict.Of);

    /// <summary>The values of each table, in the order of the tables.</summary>
    public IReadOnlyList<Outcomes> Outcomes { get; }

    /// <summary>How long each simulation will be, in simulated time.</summary>
    public IReadOnlyList<long> DurationsNs =>
        [.. cells.Select(c => WorkloadCatalog.DurationNs(c.Experiment.Workload, c.Setup))];

    /// <param name="workers">Simulations at a time.</param>
    /// <param name="reached">Is told how far each is.</param>
    /// <param name="ended">Is told when each has ended.</param>
    /// <param name="cancel">Stops all.</param>
    public void Run(int workers, Action<int, long>? reached, Action<int>? ended,
        CancellationToken cancel) => RunPool.Run(cells.Count, workers, (i, stop) =>
        {
            RunOne(cells[i], timeNs => reached?.Invoke(i, timeNs), stop);
            ended?.Invoke(i);
            return true;
        }, cancel);

    private static void RunOne(Cell cell, Action<long> reached, CancellationToken cancel)
    {
        Experiment experiment = cell.Experiment;
        using IWorkload workload = WorkloadCatalog.Create(experiment.Workload, cell.Setup);
        RunResult result = Simulation.Run(experiment.Options,
            StrategyCatalog.Create(experiment.Strategy), workload, cell.Seed, null, reached,
            cancel);
        foreach (Row row in cell.Part.Rows)
            cell.Outcomes.Set(row.Name, experiment.Name, cell.At, row.Of(result));
    }

    private sealed record Cell(
        Outcomes Outcomes, TablePart Part, Experiment Experiment, int At, ulong Seed)
    {
        public WorkloadSetup Setup => new(
            Experiment.Options.MemoryBytes, Experiment.Options.HugeOrder, Seed);
    }
}
