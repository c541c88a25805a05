using FragSim.Sim.Base;
using ScottPlot;

namespace FragSim.Plots.Style;

/// <summary>What tells one cause of a wait from another.</summary>
internal sealed record CauseLook(StallCause Cause, string Label, Color Color);

/// <summary>The name and colour of every cause of a wait.</summary>
internal static class StallLook
{
    public static IReadOnlyList<CauseLook> All { get; } =
    [
        new(StallCause.Scan, "scanning", Color.FromHex("#3B82C4")),
        new(StallCause.Migrate, "migrating", Color.FromHex("#E69F00")),
        new(StallCause.Reclaim, "reclaiming", Color.FromHex("#009E73")),
        new(StallCause.Writeback, "writeback and swap", Color.FromHex("#CC79A7")),
        new(StallCause.Zero, "zeroing", Color.FromHex("#9AA3AF")),
        new(StallCause.Lock, "zone lock", Color.FromHex("#B8331A")),
    ];
}
