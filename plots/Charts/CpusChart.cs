using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

internal sealed class CpusChart : IChart
{
    /// <summary>Strategies have the colours; the locking has the pattern.</summary>
    private static readonly (string Locking, string Label)[] Known =
    [
        ("concurrent", "a lock in each node"),
        ("tree", "one lock for the tree"),
    ];

    public CatalogEntry Entry { get; } = new(
        "cpus",
        "Operations on the page cache, and what each waits for locks, by number of CPUs.",
        "Zijlstra, Concurrent page cache, OLS 2007");

    public bool Applies(IReadOnlyList<RunResult> results) =>
        results.Any(run => run.Contention.Count > 0);

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Operations on the page cache, and waiting for its locks, by number of CPUs",
            Caption = $"{input.Caption}  ·  {input.MeanOfSeeds}",
        };
        var parts = input.Strategies.SelectMany(s => s.Runs).SelectMany(run => run.Contention);
        int[] cpus = [.. parts.Select(part => part.Cpus).Distinct().Order()];
        if (cpus.Length == 0)
        {
            return figure with
            {
                Message = "The workload simulates one CPU: there is nothing to show.",
                Legend = Strategies(input),
            };
        }
        return figure with
        {
            Columns = 2,
            Panels =
            [
                Panel(input, cpus, "Operations a simulated second", Quantity.Count,
                    part => part.OperationsPerSecond),
                Panel(input, cpus, "Waiting for locks, per operation", Quantity.Duration,
                    part => part.LockWaitPerOperationNs),
            ],
            Legend = Legend(input),
        };
    }

    private static Panel Panel(ChartInput input, int[] cpus, string title,
        Func<double, string> label, Func<Contention, double> measure)
    {
        var lines = input.Strategies.SelectMany(strategy => Known.Select(known =>
            (Look: LookOf(strategy, known.Locking),
            Ys: cpus.Select(n => Mean(strategy, known.Locking, n, measure)).ToArray()))).ToArray();
        var most = lines.SelectMany(line => line.Ys).Where(double.IsFinite)
            .DefaultIfEmpty(0).Max();
        // CPUs double from tick to tick: a logarithmic axis by place.
        double[] xs = [.. cpus.Select((_, i) => (double)i)];
        var x = new AxisTicks(-0.2, cpus.Length - 0.8, xs, [.. cpus.Select(n => $"{n}")])
        {
            Grid = false,
        };
        var panel = new Panel(input.Theme, x, AxisTicks.FromZero(most, 5, label))
        {
            Title = title,
        };
        foreach (var (look, ys) in lines)
            Curve.Draw(panel.Plot, xs, ys, look);
        return panel;
    }

    private static double Mean(StrategyRuns strategy, string locking, int cpus,
        Func<Contention, double> measure) => SeedStatistics.Of(strategy.Runs
            .SelectMany(run => run.Contention)
            .Where(part => part.Locking == locking && part.Cpus == cpus)
            .Select(measure)).Mean;

    private static SeriesLook LookOf(StrategyRuns strategy, string locking) =>
        new(strategy.Look.Color, locking == Known[0].Locking ? Patterns.Solid : Patterns.Dash);

    /// <summary>A line for each strategy and locking; the locking alone when there is but one
    /// strategy.</summary>
    private static LegendEntry[] Legend(ChartInput input) =>
        [.. Strategies(input), .. Known.Select(known => new LegendEntry(
            known.Label, LookOf(input.Strategies[0], known.Locking), LegendMark.Line))];

    private static LegendEntry[] Strategies(ChartInput input) =>
        [.. input.Strategies.Select(s => LegendEntry.Swatch(s.Label, s.Look.Color))];
}
