using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Workloads;
using FragSim.Workloads.Parts;

namespace FragSim.Validation.Reproduction;

/// <summary>Simulates tables, all their experiments and seeds side by side.</summary>
internal sealed class TableRun
{
    private readonly IReadOnlyList<Cell> cells;
    private int ended;

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

    /// <summary>The part of all simulations that have ended, 0 to 1.</summary>
    public double Fraction => (double)Volatile.Read(ref ended) / cells.Count;

    /// <param name="workers">Simulations at a time.</param>
    /// <param name="cancel">Stops all.</param>
    public void Run(int workers, CancellationToken cancel) =>
        RunPool.Run(cells.Count, workers, (i, stop) =>
        {
            RunOne(cells[i], stop);
            return Interlocked.Increment(ref ended);
        }, cancel);

    private static void RunOne(Cell cell, CancellationToken cancel)
    {
        Experiment experiment = cell.Experiment;
        using IWorkload workload = WorkloadCatalog.Create(experiment.Workload, cell.Setup);
        RunResult result = Simulation.Run(experiment.Options,
            StrategyCatalog.Create(experiment.Strategy), workload, cell.Seed, null, null,
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
