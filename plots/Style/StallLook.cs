using FragSim.Sim.Results;
using ScottPlot;

namespace FragSim.Plots.Style;

/// <summary>The name and colour of every cause of stall.</summary>
internal static class StallLook
{
    public static IReadOnlyList<(StallCause Cause, string Label, Color Color)> All { get; } =
    [
        (StallCause.Scan, "scanning", Color.FromHex("#3B82C4")),
        (StallCause.Migrate, "migrating", Color.FromHex("#E69F00")),
        (StallCause.Reclaim, "reclaiming", Color.FromHex("#009E73")),
        (StallCause.Writeback, "writeback and swap", Color.FromHex("#CC79A7")),
        (StallCause.Zero, "zeroing", Color.FromHex("#9AA3AF")),
        (StallCause.Lock, "zone lock", Color.FromHex("#B8331A")),
    ];
}
