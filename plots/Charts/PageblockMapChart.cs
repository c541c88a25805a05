using System.Runtime.InteropServices;
using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using ScottPlot;
using SkiaSharp;

namespace FragSim.Plots.Charts;

internal sealed class PageblockMapChart : IChart
{
    private const int MostColumns = 240;
    private const int MostRows = 2048;

    public CatalogEntry Entry { get; } = new(
        "pageblock-map",
        "What each pageblock held, by address and time, one panel a strategy.",
        "Linux /proc/pagetypeinfo, taken block by block");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "What each pageblock held, by address and time",
            Caption = $"{input.Caption}  ·  {input.FirstSeed}",
        };
        if (input.EndNs <= 0 || input.Strategies.All(s => CellCount(s.First) == 0))
            return figure with
            {
                Message = "No pageblock maps were kept: there is nothing to show.",
            };
        return figure.With(input, strategy => Panel(input, strategy)) with
        {
            Legend = [.. Shown(input).Select(kind => LegendEntry.Swatch(
                BlockKinds.Name(kind), BlockKinds.Color(kind, input.Theme)))],
        };
    }

    /// <summary>The kinds of block that any map has.</summary>
    private static IEnumerable<BlockKind> Shown(ChartInput input)
    {
        HashSet<BlockKind> found = [.. input.Strategies.SelectMany(s => s.First.Maps)
            .SelectMany(map => map.Cells).Select(BlockKinds.Of)];
        return BlockKinds.All.Where(found.Contains);
    }

    private static Panel Panel(ChartInput input, StrategyRuns strategy)
    {
        var run = strategy.First;
        var rows = (input.Strategies.Count + 3) / 4;
        var time = new TimeAxis(input.EndNs, SmallMultiples.TimeTicks(input));
        var bytes = MemoryBytes(run);
        var y = AxisTicks.FromZeroBytes(bytes, Math.Max(2, 5 - rows), room: 1) with
        {
            Grid = false,
        };
        var panel = new Panel(input.Theme, time.Ticks, y) { Title = strategy.Label };
        if (CellCount(run) == 0) return panel;
        panel.Plot.Add.Plottable(new ScottPlot.Plottables.ImageRect
        {
            Image = new Image(Paint(run, input.Theme)),
            Rect = new CoordinateRect(0, time.Position(run.EndNs), 0, bytes),
            AntiAlias = false,
        });
        return panel;
    }

    /// <summary>A pixel for a cell, the lowest address at the bottom, every column the map that
    /// held at its time.</summary>
    private static SKBitmap Paint(RunResult run, Theme theme)
    {
        var cells = CellCount(run);
        var (width, height) = (Math.Min(run.Maps.Count, MostColumns), Math.Min(cells, MostRows));
        var pixels = new byte[width * height * 4];
        var inks = Enum.GetValues<BlockKind>().Select(k => BlockKinds.Color(k, theme)).ToArray();
        var at = 0;
        for (var x = 0; x < width; x++)
        {
            var timeNs = (x + 0.5) * run.EndNs / width;
            while (at + 1 < run.Maps.Count && run.Maps[at + 1].TimeNs <= timeNs) at++;
            var map = run.Maps[at].Cells;
            for (var y = 0; y < height; y++)
            {
                var cell = (int)((long)y * cells / height);
                var kind = cell < map.Length ? BlockKinds.Of(map[cell]) : BlockKind.Absent;
                var pixel = (((height - 1 - y) * width) + x) * 4;
                (pixels[pixel], pixels[pixel + 1], pixels[pixel + 2], pixels[pixel + 3]) =
                    (inks[(int)kind].R, inks[(int)kind].G, inks[(int)kind].B, 255);
            }
        }
        var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Premul);
        Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        return bitmap;
    }

    private static int CellCount(RunResult run) =>
        run.Maps.Count == 0 ? 0 : run.Maps.Max(map => map.Cells.Length);

    /// <summary>All cells are as large as the fullest; a cell with a hole counts less.</summary>
    private static double MemoryBytes(RunResult run)
    {
        if (CellCount(run) == 0) return 0;
        var pages = run.Maps[0].Cells.Select(
            cell => (double)cell.Free + cell.Movable + cell.Reclaimable + cell.Unmovable);
        return Math.Max(1, pages.DefaultIfEmpty(1).Max()) * CellCount(run) * Quantity.PageBytes;
    }
}
