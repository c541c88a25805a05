using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots;

/// <summary>What is in a trace: rate, memory in use, orders, lifetimes, who allocates.</summary>
public static class TraceChart
{
    private static readonly (string Name, BlockKind Kind)[] Mobilities =
    [
        ("unmovable", BlockKind.Unmovable), ("movable", BlockKind.Movable),
        ("reclaimable", BlockKind.Reclaimable),
    ];

    /// <summary>The chart as the bytes of a file; the same input gives the same bytes.</summary>
    public static byte[] Render(TraceProfile profile, ChartStyle style, ChartFormat format)
    {
        EmbeddedFont.Install();
        Theme theme = Theme.Of(style);
        ChartInput input = MachineChart.Input(theme, style);
        Figure figure = new()
        {
            Name = "trace",
            Title = LabelText.Clean($"What is in {profile.Name}"),
            Caption = $"{Quantity.Count(profile.Events)} events  ·  "
                + $"{Quantity.Duration(profile.DurationNs)}  ·  at most "
                + $"{Quantity.Mebibytes((double)profile.PeakPages * Quantity.PageBytes)} in use",
            Message = profile.Events == 0 ? "The trace has no events." : null,
            Columns = 2,
            Legend = [.. Mobilities.Select(m =>
                LegendEntry.Swatch(m.Name, BlockKinds.Color(m.Kind, theme)))],
            Panels = profile.Events == 0 ? [] :
            [
                RatePanel(profile, theme), LivePanel(profile, theme),
                OrderPanel(profile, input), LifetimePanel(profile, theme),
                SourcePanel(profile, input),
            ],
        };
        return FigureFile.Write(figure, theme, style, format);
    }

    private static Panel RatePanel(TraceProfile p, Theme theme)
    {
        double[] rates =
            [.. p.EventsOverTime.Select(n => n * 1e9 / p.BucketNs)];
        TimeAxis time = new(Span(p), 5);
        Panel panel = new(theme, time.Ticks, AxisTicks.FromZero(rates.Max(), 4, Quantity.Count))
        {
            Title = "Events a second",
        };
        double[] edges = [.. Enumerable.Range(0, rates.Length + 1)
            .Select(i => time.Position((double)i * p.BucketNs))];
        Histogram.Draw(panel.Plot, edges, rates, theme.Text);
        return panel;
    }

    private static Panel LivePanel(TraceProfile p, Theme theme)
    {
        TimeAxis time = new(Span(p), 5);
        Panel panel = new(theme, time.Ticks,
            AxisTicks.FromZeroBytes((double)p.PeakPages * Quantity.PageBytes, 4))
        {
            Title = "In use",
        };
        double[] xs = Times(p, time);
        // The sum of all lies behind, so that no seam shows.
        for (int most = Mobilities.Length - 1; most >= 0; most--)
        {
            double[] edge = [.. Enumerable.Range(0, xs.Length).Select(i =>
                p.PagesOverTime.Take(most + 1).Sum(m => (double)m[i]) * Quantity.PageBytes)];
            if (xs.Length < 2)
                continue;
            var area = panel.Plot.Add.FillY(xs, new double[xs.Length], edge);
            area.FillColor = BlockKinds.Color(Mobilities[most].Kind, theme);
            area.LineWidth = 0;
            area.MarkerSize = 0;
        }
        return panel;
    }

    private static Panel OrderPanel(TraceProfile p, ChartInput input)
    {
        StrategyBar[] bars = [.. Enumerable.Range(0, p.ByOrder.Length)
            .Where(order => p.ByOrder[order] > 0)
            .Select(order => new StrategyBar(
                Quantity.Bytes((double)Quantity.PageBytes * Order.Pages(order)),
                [new BarPart(p.ByOrder[order], input.Theme.Muted)], 0,
                Quantity.Count(p.ByOrder[order])))];
        return Bars(input, "Blocks asked for, by size", bars, Quantity.Count);
    }

    private static Panel SourcePanel(TraceProfile p, ChartInput input)
    {
        StrategyBar[] bars = [.. Enum.GetValues<PageSource>()
            .Where(source => p.PagesBySource[(int)source] > 0)
            .OrderByDescending(source => p.PagesBySource[(int)source])
            .Select(source =>
            {
                double bytes = (double)p.PagesBySource[(int)source] * Quantity.PageBytes;
                return new StrategyBar(Name(source),
                    [new BarPart(bytes, input.Theme.Muted)], 0,
                    Quantity.Mebibytes(bytes));
            })];
        return bars.Length == 0
            ? Bars(input, "Who allocates", bars, Quantity.Bytes)
            : StrategyBars.Draw(input, "Who allocates", bars, AxisTicks.FromZeroBytes(
                bars.Max(b => b.Total), 3, StrategyBars.Room));
    }

    private static string Name(PageSource source) => source switch
    {
        PageSource.PageCache => "page cache",
        PageSource.PageTable => "page table",
        _ => $"{source}".ToLowerInvariant(),
    };

    /// <summary>How long freed blocks had lived, on a logarithmic axis.</summary>
    private static Panel LifetimePanel(TraceProfile p, Theme theme)
    {
        int first = Enumerable.Range(0, TraceProfile.LifetimeBuckets)
            .FirstOrDefault(i => p.Lifetimes.Any(l => l[i] > 0), 10);
        int last = Enumerable.Range(0, TraceProfile.LifetimeBuckets)
            .LastOrDefault(i => p.Lifetimes.Any(l => l[i] > 0), 30);
        double most = p.Lifetimes.Max(l => l.Max());
        double from = Math.Floor(first * Math.Log10(2));
        double to = Math.Ceiling((last + 1) * Math.Log10(2));
        double[] ticks = [.. Enumerable.Range(0, (int)(to - from) + 1).Select(i => from + i)];
        string[] labels = [.. ticks.Select(t => Quantity.Duration(Math.Pow(10, t)))];
        AxisTicks x = new(from, to, ticks, labels)
        {
            Grid = false,
        };
        Panel panel = new(theme, x, AxisTicks.FromZero(most, 4, Quantity.Count))
        {
            Title = "How long freed blocks had lived",
        };
        double[] edges = [.. Enumerable.Range(first, last - first + 2)
            .Select(i => i * Math.Log10(2))];
        for (int m = 0; m < Mobilities.Length; m++)
            Histogram.Draw(panel.Plot, edges,
                [.. p.Lifetimes[m][first..(last + 1)].Select(n => (double)n)],
                BlockKinds.Color(Mobilities[m].Kind, theme));
        return panel;
    }

    private static Panel Bars(
        ChartInput input, string title, StrategyBar[] bars, Func<double, string> label) =>
        StrategyBars.Draw(input, title, bars, AxisTicks.FromZero(
            bars.Select(b => b.Total).DefaultIfEmpty(1).Max(), 4, label, StrategyBars.Room));

    private static long Span(TraceProfile p) => p.BucketNs * p.EventsOverTime.Length;

    private static double[] Times(TraceProfile p, TimeAxis time) =>
        [.. p.EventsOverTime.Select((_, i) => time.Position((i + 0.5) * p.BucketNs))];
}
