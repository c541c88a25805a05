using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots;

/// <summary>The memory of a real machine: free blocks by size, and blocks of one size that are
/// available.</summary>
public static class MachineChart
{
    private static readonly (string Name, BlockKind Kind)[] Kinds =
    [
        ("movable", BlockKind.Movable), ("reclaimable", BlockKind.Reclaimable),
        ("unmovable", BlockKind.Unmovable), ("others", BlockKind.Mixed),
    ];

    /// <summary>The chart as the bytes of a file; the same input gives the same bytes.</summary>
    public static byte[] Render(MachineSurvey survey, ChartStyle style, ChartFormat format)
    {
        EmbeddedFont.Install();
        Theme theme = Theme.Of(style);
        ChartInput input = Input(theme, style);
        Figure figure = new()
        {
            Name = "machine",
            Title = "Free memory by the size of its blocks, and large blocks that are available",
            Caption = $"{Quantity.Mebibytes((double)survey.FreePages * survey.PageBytes)} free"
                + $"  ·  {Quantity.Percent(survey.UnusableIndex / 10.0)} of it in blocks below "
                + SizeOf(survey, survey.Order),
            Columns = 2,
            Legend = [.. Kinds.Select(k =>
                LegendEntry.Swatch(k.Name, BlockKinds.Color(k.Kind, theme)))],
            Panels = [FreePanel(input, survey), HugePanel(input, survey)],
        };
        return FigureFile.Write(figure, theme, style, format);
    }

    internal static ChartInput Input(Theme theme, ChartStyle style) => new()
    {
        Theme = theme,
        Style = style,
        Strategies = [],
        Caption = "",
        EndNs = 0,
    };

    private static Panel FreePanel(ChartInput input, MachineSurvey survey)
    {
        StrategyBar[] bars = [.. Enumerable.Range(0, survey.Orders).Reverse().Select(order =>
        {
            BarPart[] parts = [.. Enumerable.Range(0, Kinds.Length).Select(kind => new BarPart(
                survey.Free.Where(f => KindOf(f.Type) == kind)
                    .Sum(f => (double)f.Blocks[order]) * ((long)survey.PageBytes << order),
                BlockKinds.Color(Kinds[kind].Kind, input.Theme)))];
            return new StrategyBar(
                SizeOf(survey, order), parts, 0, Quantity.Mebibytes(parts.Sum(p => p.Value)));
        })];
        return StrategyBars.Draw(input, "Free memory, by size of block", bars,
            AxisTicks.FromZeroBytes(bars.Max(b => b.Total), 4, StrategyBars.Room));
    }

    private static Panel HugePanel(ChartInput input, MachineSurvey survey)
    {
        HugeSurvey huge = survey.HugePages[0];
        (string Name, long? Count)[] rows =
        [
            ("available now", huge.Now), ("more after compaction", huge.AfterCompaction),
            ("more after reclaim", huge.AfterReclaim), ("kept back", huge.Kept),
            ("never", huge.Never),
        ];
        StrategyBar[] bars = [.. rows.Where(r => r.Count is not null).Select(r => new StrategyBar(
            r.Name, [new BarPart(r.Count!.Value, input.Theme.Muted)], 0, $"{r.Count:#,0}"))];
        return StrategyBars.Draw(input,
            $"Blocks of {SizeOf(survey, huge.Order)} for a user, each in one bar", bars,
            AxisTicks.FromZero(bars.Max(b => b.Total), 4, Quantity.Count, StrategyBars.Room));
    }

    private static string SizeOf(MachineSurvey survey, int order) =>
        Quantity.Bytes((double)survey.PageBytes * (1L << order));

    private static int KindOf(string? type) => type switch
    {
        "Movable" => 0,
        "Reclaimable" => 1,
        "Unmovable" => 2,
        _ => 3,
    };
}
