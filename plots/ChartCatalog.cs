using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots;

/// <summary>Every chart there is, one line each.</summary>
public static class ChartCatalog
{
    private static readonly IChart[] Charts =
    [
        new SuccessChart(),
        new SuccessOverTimeChart(),
        new StallCdfChart(),
        new StallCausesChart(),
        new WhyFailedChart(),
        new BlockersChart(),
        new WorkChart(),
        new CostToOthersChart(),
        new UnusableIndexChart(),
        new FreeByOrderChart(),
        new PageblockMapChart(),
        new CpusChart(),
    ];

    /// <summary>Name, sentence and source of each chart, in the order of the list.</summary>
    public static IReadOnlyList<CatalogEntry> Entries { get; } =
        [.. Charts.Select(chart => chart.Entry)];

    /// <summary>Whether a chart is of use: some are for results of a certain kind only.</summary>
    public static bool Applies(string name, IReadOnlyList<RunResult> results) =>
        Array.Find(Charts, c => c.Entry.Name == name)?.Applies(results) ?? false;

    /// <summary>The chart as the bytes of a file; the same input gives the same bytes. Draws the
    /// runs of the first workload in <paramref name="results"/>. Results with nothing to show give
    /// a chart that says so.</summary>
    /// <exception cref="UsageException">There is no chart of this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The style asks for less than 320 by 240 or
    /// more than 8192 pixels a side.</exception>
    public static byte[] Render(
        string name, IReadOnlyList<RunResult> results, ChartStyle style, ChartFormat format)
    {
        var chart = Find(name);
        Check(style);
        EmbeddedFont.Install();
        var input = ChartInput.From(results, style);
        var figure = input.Strategies.Count > 0
            ? chart.Draw(input)
            : new Figure
            {
                Title = chart.Entry.Sentence.TrimEnd('.'),
                Caption = input.Caption,
                Message = "There are no runs to show.",
            };
        return FigureFile.Write(figure with { Name = name }, input.Theme, style, format);
    }

    /// <exception cref="UsageException">There is no chart of this name.</exception>
    public static void Check(string name) => Find(name);

    private static IChart Find(string name) => Array.Find(Charts, c => c.Entry.Name == name)
        ?? throw new UsageException(
            $"there is no chart '{name}'; the charts are " +
            string.Join(", ", Entries.Select(entry => entry.Name)));

    private static void Check(ChartStyle style)
    {
        const int Largest = 8192;
        ArgumentOutOfRangeException.ThrowIfLessThan(style.Scale, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(style.Width, 320);
        ArgumentOutOfRangeException.ThrowIfLessThan(style.Height, 240);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)style.Width * style.Scale, Largest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)style.Height * style.Scale, Largest);
    }
}
