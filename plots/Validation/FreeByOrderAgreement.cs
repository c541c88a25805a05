using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;
using FragSim.Sim;
using FragSim.Sim.Memory;
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
            Caption = $"upper bar {recording.Strategy}, lower bar the kernel",
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
        Panel panel = new(look.Theme, AxisTicks.FromZeroBytes(most, 5, 1.18), names);
        double row = (look.Style.Height - Around) / (marks.Count + (2 * spare)) * Thickness;
        float text = (float)Math.Min(11, row);
        for (int i = 0; i < marks.Count; i++)
        {
            ComparedScope all = marks[i].Scopes[0];
            double up = positions[i] + (Thickness / 2) + 0.02;
            double down = positions[i] - (Thickness / 2) - 0.02;
            DrawBar(panel.Plot, all.Model, up);
            DrawBar(panel.Plot, all.Kernel, down);
            Write(panel.Plot, all.Model, up, recording.Strategy, look.Theme.Text, text);
            Write(panel.Plot, all.Kernel, down, "kernel", look.Theme.Muted, text);
        }
        return panel;
    }

    /// <summary>The largest blocks, the useful ones, lie at the left.</summary>
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

    private static void Write(
        Plot plot, FreeMemory free, double at, string whose, Color color, float size)
    {
        if (size < SmallestText)
            return;
        double bytes = Bytes(free, 0);
        var text = plot.Add.Text($"{LabelText.Clean(whose)} {Quantity.Bytes(bytes)}", bytes, at);
        text.LabelFontName = EmbeddedFont.Family;
        text.LabelFontSize = size;
        text.LabelFontColor = color;
        text.LabelAlignment = Alignment.MiddleLeft;
        text.OffsetX = 4;
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
