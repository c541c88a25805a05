using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using ScottPlot;

namespace FragSim.Plots.Validation;

/// <summary>Two bars a mark, cut by the size of the blocks: where they are cut alike, memory is
/// broken up alike.</summary>
internal sealed class FreeByOrderAgreement : IValidationChart
{
    private const double Thickness = 0.38;
    private const float SmallestText = 8;
    /// <summary>Of title, caption, legend and axis.</summary>
    private const double Around = 125;

    public CatalogEntry Entry { get; } = new(
        "free-by-order",
        "Free memory by the size of its blocks at every mark, the model's and the kernel's.",
        "Linux /proc/buddyinfo");

    public Figure Draw(ComparedRecording recording, ValidationLook look)
    {
        Figure figure = new()
        {
            Title = "Free memory by the size of its blocks, simulated and recorded",
            Caption = $"of each two bars the upper is {recording.Strategy}, the lower the kernel",
            Message = recording.Marks.Count == 0
                ? "There is no mark to compare at: there is nothing to show." : null,
        };
        return recording.Marks.Count == 0 ? figure : figure with
        {
            Panels = [Panel(recording, look)],
            Legend = BlockSizeRamp.Legend,
        };
    }

    private static Panel Panel(ComparedRecording recording, ValidationLook look)
    {
        IReadOnlyList<ComparedMark> marks = recording.Marks;
        double[] positions = [.. marks.Select((_, i) => (double)(marks.Count - 1 - i))];
        double spare = Math.Max(0, 3 - marks.Count) / 2.0;
        AxisTicks names = new(-0.6 - spare, marks.Count - 0.4 + spare, positions,
            [.. marks.Select(mark => LabelText.Clean(mark.Name))])
        {
            Grid = false,
        };
        double most = marks.Max(mark => Math.Max(
            Bytes(mark.Scopes[0].Model, 0), Bytes(mark.Scopes[0].Kernel, 0)));
        AxisTicks bytes = AxisTicks.FromZeroBytes(most, 5, Room(recording, look));
        Panel panel = new(look.Theme, bytes, names);
        double row = (look.Style.Height - Around) / (marks.Count + (2 * spare)) * Thickness;
        float text = (float)Math.Min(11, row);
        for (int i = 0; i < marks.Count; i++)
        {
            ComparedScope all = marks[i].Scopes[0];
            double up = positions[i] + (Thickness / 2) + 0.02;
            double down = positions[i] - (Thickness / 2) - 0.02;
            DrawBar(panel.Plot, all.Model, up);
            DrawBar(panel.Plot, all.Kernel, down);
            Write(panel.Plot, all.Model, up, look.Theme.Text, text);
            Write(panel.Plot, all.Kernel, down, look.Theme.Muted, text);
        }
        return panel;
    }

    /// <summary>Beyond the longest bar, for what is written at its end.</summary>
    private static double Room(ComparedRecording recording, ValidationLook look)
    {
        using var font = LabelText.Font(11);
        double inner = look.Style.Width - 60.0;
        double names = recording.Marks.Max(mark => font.MeasureText(LabelText.Clean(mark.Name)));
        double plot = inner - Math.Min(names, inner / 3);
        double text = font.MeasureText("1,023 MiB") + 12;
        return plot / (plot - Math.Min(text, plot / 2));
    }

    /// <summary>The largest blocks, the useful ones, are at the left.</summary>
    private static void DrawBar(Plot plot, FreeMemory free, double at)
    {
        for (int order = Order.MaxBuddy; order >= 0; order--)
        {
            double from = Bytes(free, order + 1), to = Bytes(free, order);
            if (!(to > from))
                continue;
            var part = plot.Add.Rectangle(from, to, at - (Thickness / 2), at + (Thickness / 2));
            part.FillColor = BlockSizeRamp.Colors[order];
            part.LineWidth = 0;
        }
    }

    private static void Write(Plot plot, FreeMemory free, double at, Color color, float size)
    {
        if (size < SmallestText)
            return;
        double bytes = Bytes(free, 0);
        BarText.Right(plot, Quantity.Mebibytes(bytes), bytes, at, color, size);
    }

    /// <summary>In blocks of an order or a larger one.</summary>
    private static double Bytes(FreeMemory free, int least)
    {
        double pages = 0;
        for (int order = least; order < free.Blocks.Count; order++)
            pages += (double)free.Blocks[order] * Order.Pages(order);
        return pages * Quantity.PageBytes;
    }
}
