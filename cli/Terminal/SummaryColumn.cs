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

/// <summary>One column of figures, a row per strategy. The best is marked by a star, so that the
/// mark is there without colour too.</summary>
internal sealed record SummaryColumn(string Header, Func<StrategyScore, double> Value, Best Best)
{
    private static readonly Style BestStyle = new(Color.Green, decoration: Decoration.Bold);

    public Func<double, string> Unit { get; init; } = Units.Percent;

    /// <summary>The whole cell, where it says more than the value.</summary>
    public Func<StrategyScore, string>? Text { get; init; }

    public IRenderable Cell(StrategyScore score, IReadOnlyList<StrategyScore> all)
    {
        string text = CellText(score);
        if (BestValue(all) is not { } best)
            return new Text(text);
        // Those without a mark keep its place, so that figures stay under each other.
        return Value(score) == best ? new Text(text + "*", BestStyle) : new Text(text + " ");
    }

    /// <summary>Characters that the column needs.</summary>
    public int Width(IReadOnlyList<StrategyScore> all)
    {
        int mark = BestValue(all) is null ? 0 : 1;
        IEnumerable<string> texts = Header.Split('\n').Concat(all.Select(CellText));
        return mark + texts.Max(text => text.Length);
    }

    /// <summary>The header, shifted like the figures when the column has a mark.</summary>
    public string HeaderBesideMark(IReadOnlyList<StrategyScore> all) =>
        BestValue(all) is null
            ? Header
            : Header.Replace("\n", " \n", StringComparison.Ordinal) + " ";

    private string CellText(StrategyScore score) => Text?.Invoke(score) ?? Unit(Value(score));

    /// <summary>Null when there is none: nothing to compare, or all the same.</summary>
    private double? BestValue(IReadOnlyList<StrategyScore> all)
    {
        double[] values = [.. all.Select(Value).Where(v => !double.IsNaN(v))];
        if (Best == Best.None || values.Length < 2 || values.Min() == values.Max())
            return null;
        return Best == Best.Highest ? values.Max() : values.Min();
    }
}
