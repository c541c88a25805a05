using FragSim.Cli.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>Which value of a column is marked as the best.</summary>
internal enum Best
{
    None,
    Highest,
    Lowest,
}

/// <summary>One column of figures, a row per strategy. The best is marked by a star, so that the mark
/// is there without colour too.</summary>
internal sealed record SummaryColumn(string Header, Func<StrategyScore, double> Value, Best Best)
{
    private static readonly Style BestStyle = new(Color.Green, decoration: Decoration.Bold);

    public Func<double, string> Unit { get; init; } = Units.Percent;

    /// <summary>The whole cell, where it says more than the value.</summary>
    public Func<StrategyScore, string>? Text { get; init; }

    public IRenderable Cell(StrategyScore score, IReadOnlyList<StrategyScore> all)
    {
        string text = Text?.Invoke(score) ?? Unit(Value(score));
        if (BestValue(all) is not { } best)
            return new Text(text);
        // Those without a mark keep its place, so that figures stay under each other.
        return Value(score) == best ? new Text(text + "*", BestStyle) : new Text(text + " ");
    }

    /// <summary>The header, shifted like the figures when the column has a mark.</summary>
    public string HeaderBesideMark(IReadOnlyList<StrategyScore> all) =>
        BestValue(all) is null ? Header : Header.Replace("\n", " \n", StringComparison.Ordinal) + " ";

    /// <summary>Null when there is none: nothing to compare, or all the same.</summary>
    private double? BestValue(IReadOnlyList<StrategyScore> all)
    {
        double[] values = [.. all.Select(Value).Where(v => !double.IsNaN(v))];
        if (Best == Best.None || values.Length < 2 || values.Min() == values.Max())
            return null;
        return Best == Best.Highest ? values.Max() : values.Min();
    }
}
