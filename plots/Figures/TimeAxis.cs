using FragSim.Plots.Style;

namespace FragSim.Plots.Figures;

/// <summary>Simulated time along x, in the unit that suits its length.</summary>
internal sealed class TimeAxis
{
    private static readonly (string Name, double Ns)[] Units =
    [
        ("h", 3.6e12), ("min", 6e10), ("s", 1e9), ("ms", 1e6), ("µs", 1e3),
    ];

    private readonly double unitNs;

    public TimeAxis(long endNs, int ticks)
    {
        var length = Math.Max(endNs, 1);
        var (name, ns) = Units.FirstOrDefault(u => length >= 3 * u.Ns, Units[^1]);
        unitNs = ns;
        Ticks = AxisTicks.FromZero(
            length / ns, ticks, v => v == 0 ? "0" : $"{Quantity.Digits(v)} {name}", room: 1) with
        {
            Grid = false,
        };
    }

    public AxisTicks Ticks { get; }

    public double Position(double timeNs) => timeNs / unitNs;
}
