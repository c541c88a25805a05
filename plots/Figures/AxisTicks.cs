using FragSim.Plots.Style;

namespace FragSim.Plots.Figures;

/// <summary>The range of one axis and what is written along it.</summary>
internal sealed record AxisTicks(double Min, double Max, double[] Positions, string[] Labels)
{
    private const double Mebi = 1 << 20;

    /// <summary>Draw a grid line at every tick.</summary>
    public bool Grid { get; init; } = true;

    /// <summary>0 to 100 %.</summary>
    public static AxisTicks Percent { get; } =
        new(0, 104, [0, 25, 50, 75, 100], ["0 %", "25 %", "50 %", "75 %", "100 %"]);

    /// <summary>From 0 to a little above <paramref name="max"/>, at round numbers.</summary>
    /// <param name="max">The largest value; 0, NaN and infinity are taken as 1.</param>
    /// <param name="count">About how many ticks are wanted.</param>
    /// <param name="label">The text of a tick.</param>
    /// <param name="room">Space above the largest value, as a factor.</param>
    public static AxisTicks FromZero(
        double max, int count, Func<double, string> label, double room = 1.05)
    {
        max = double.IsFinite(max) && max > 0 ? max : 1;
        return Every(RoundStep(max / count), max, label, room);
    }

    /// <summary>From 0 to a little above the largest of some values in %, at most 100.</summary>
    public static AxisTicks PercentUpTo(double max) =>
        max > 50 ? Percent : FromZero(max, 4, Quantity.Percent, 1.12);

    /// <summary>Durations in ns, all in one unit.</summary>
    public static AxisTicks FromZeroDuration(double max, int count, double room = 1.05) =>
        FromZero(max, count, Quantity.DurationsUpTo(max), room);

    /// <summary>Bytes at powers of two: in MiB, unless the ticks lie far apart.</summary>
    public static AxisTicks FromZeroBytes(double max, int count, double room = 1.05)
    {
        max = double.IsFinite(max) && max > 0 ? max : 1 << 20;
        var step = Math.Pow(2, Math.Ceiling(Math.Log2(max / count)));
        return Every(step, max, step is >= Mebi and < 4096 * Mebi
            ? Quantity.Mebibytes : Quantity.Bytes, room);
    }

    /// <summary>The same length and step, from another place on.</summary>
    public AxisTicks From(double start, Func<double, string> label)
    {
        var step = Positions.Length > 1 ? Positions[1] : Max;
        var first = Math.Ceiling(start / step);
        double[] positions = [.. Enumerable.Range(0, Positions.Length + 1)
            .Select(i => (first + i) * step).Where(at => at <= start + Max)];
        return this with
        {
            Min = start,
            Max = start + Max,
            Positions = positions,
            Labels = [.. positions.Select(label)],
        };
    }

    private static AxisTicks Every(
        double step, double max, Func<double, string> label, double room)
    {
        var positions = Enumerable.Range(0, (int)((max * 1.0001 / step) + 1))
            .Select(i => i * step).ToArray();
        return new AxisTicks(0, max * room, positions, [.. positions.Select(label)]);
    }

    private static double RoundStep(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        foreach (var factor in (double[])[1, 2, 2.5, 5])
        {
            if (factor * power >= least * 0.9999) return factor * power;
        }
        return 10 * power;
    }
}
