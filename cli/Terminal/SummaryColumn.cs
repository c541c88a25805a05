using FragSim.Cli.Results;
using FragSim.Plots;
using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Cli.Terminal;

/// <summary>When a value of a column is marked.</summary>
internal enum Star
{
    Never,
    Highest,
    Lowest,
}

/// <summary>One column of figures, a row per strategy. A star marks the one that is better than
/// every other beyond the paired interval.</summary>
/// <param name="Header">Lines that stand above it.</param>
/// <param name="Measure">Of one run.</param>
internal sealed record SummaryColumn(string Header, Func<RunResult, double> Measure)
{
    public Star Star { get; init; }

    /// <summary>What stands for all seeds.</summary>
    public Func<SeedStatistics, double> Figure { get; init; } = seeds => seeds.Mean;

    public Func<double, string> Unit { get; init; } = Units.Percent;

    /// <summary>The whole cell, where it says more than the figure.</summary>
    public Func<StrategyScore, string>? Text { get; init; }

    public StarredCells Cells(IReadOnlyList<StrategyScore> all) => new(
        Header,
        [.. all.Select(s => Text?.Invoke(s) ?? Unit(Figure(s.Over(Measure))))],
        HasMarks: Star != Star.Never && all.Count > 1, Starred(all));

    private int[] Starred(IReadOnlyList<StrategyScore> all)
    {
        if (Star == Star.Never)
            return [];
        StrategyScore[] field = [.. all.Where(s => s.Competes)];
        int sole = SeedContest.Sole([.. field.Select(s => s.By(Measure))], Star == Star.Highest);
        return sole < 0 ? [] : [all.ToList().IndexOf(field[sole])];
    }
}
