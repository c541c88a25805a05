using FragSim.Plots.Style;

namespace FragSim.Plots.Figures;

/// <summary>Simulated time along x, in the unit that suits its length.</summary>
internal sealed class TimeAxis
{
    private static readonly (string Name, double Ns)[] Units =
    [
        ("h", 3.6e12), ("min", 6e10), ("s", 1e9), ("ms", 1e6), ("µs", 1e3),
    ];

    /// <summary>Minutes and hours are for lengths of several: fractions of them read badly.
    /// </summary>
    private const double Several = 3;

    private readonly double unitNs;

    /// <param name="endNs">Where the axis ends.</param>
    /// <param name="ticks">About how many are wanted.</param>
    /// <param name="startNs">Where it begins.</param>
    public TimeAxis(long endNs, int ticks, long startNs = 0)
    {
        var length = Math.Max(endNs - startNs, 1);
        var (name, ns) = Units.FirstOrDefault(
            u => length >= (u.Ns > 1e9 ? Several : 1) * u.Ns, Units[^1]);
        unitNs = ns;
        Ticks = AxisTicks.FromZero(length / ns, ticks, Label, room: 1) with { Grid = false };
        if (startNs > 0) Ticks = Ticks.From(startNs / ns, Label);

        string Label(double v) => v == 0 ? "0" : $"{Quantity.Digits(v)} {name}";
    }

    public AxisTicks Ticks { get; }

    public double Position(double timeNs) => timeNs / unitNs;
}
