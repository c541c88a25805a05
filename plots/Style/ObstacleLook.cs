using FragSim.Sim.Base;
using FragSim.Sim.Results;
using ScottPlot;

namespace FragSim.Plots.Style;

/// <summary>One reason why huge-page requests failed: an obstacle, and whose pages it is made of
/// where it is made of unmovable pages.</summary>
internal readonly record struct Reason(Obstacle Obstacle, PageSource? Source)
{
    public static Reason Of(RequestFailure failure) => new(
        failure.Obstacle, failure.Obstacle == Obstacle.Unmovable ? failure.Source : null);
}

/// <summary>The name and colour of every reason: grey where memory was missing, blue where a rule
/// of the kernel's stopped the attempt, green where a block was available.</summary>
internal static class ObstacleLook
{
    public static string Name(Reason reason) => reason.Obstacle switch
    {
        Obstacle.NoMemory => "too little memory",
        Obstacle.Watermark => "free block kept back by the watermark",
        Obstacle.NoEffort => "available, but not tried",
        Obstacle.Incomplete => "available, tried without success",
        Obstacle.Pinned => "blocked by pinned pages",
        _ => "blocked by "
            + $"{(reason.Source is { } known ? SourceLook.Name(known) : "unknown")} pages",
    };

    public static Color Color(Reason reason, bool dark) => reason.Obstacle switch
    {
        Obstacle.NoMemory => Hex(dark ? "#7C8796" : "#8A93A0"),
        Obstacle.Watermark => Hex(dark ? "#8CD0F5" : "#56B4E9"),
        Obstacle.NoEffort => Hex(dark ? "#A9E8CF" : "#A5DCC4"),
        Obstacle.Incomplete => Hex(dark ? "#2FBF8F" : "#008A60"),
        _ => reason.Source is { } source
            ? SourceLook.Color(source, dark)
            : Hex(dark ? "#E3E6EA" : "#2B2F36"),
    };

    private static Color Hex(string hex) => ScottPlot.Color.FromHex(hex);
}
