using FragSim.Plots.Style;
using FragSim.Sim.Results;
using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>What a cell of the pageblock map holds.</summary>
internal enum BlockKind
{
    Free,
    Movable,
    Reclaimable,
    Unmovable,
    Mixed,
    /// <summary>Not memory that the machine manages.</summary>
    Absent,
}

internal static class BlockKinds
{
    /// <summary>Those that a legend shows.</summary>
    public static IReadOnlyList<BlockKind> All { get; } =
    [
        BlockKind.Free, BlockKind.Movable, BlockKind.Reclaimable, BlockKind.Unmovable,
        BlockKind.Mixed,
    ];

    /// <summary>One page of another kind makes a block mixed: a single unmovable page is enough
    /// to spoil it.</summary>
    public static BlockKind Of(PageblockCell cell)
    {
        var kinds = (cell.Movable > 0 ? 1 : 0) + (cell.Reclaimable > 0 ? 1 : 0)
            + (cell.Unmovable > 0 ? 1 : 0);
        if (kinds > 1) return BlockKind.Mixed;
        if (cell.Movable > 0) return BlockKind.Movable;
        if (cell.Reclaimable > 0) return BlockKind.Reclaimable;
        if (cell.Unmovable > 0) return BlockKind.Unmovable;
        return cell.Free > 0 ? BlockKind.Free : BlockKind.Absent;
    }

    public static string Name(BlockKind kind) => kind switch
    {
        BlockKind.Free => "all free",
        BlockKind.Movable => "movable pages only",
        BlockKind.Reclaimable => "reclaimable only",
        BlockKind.Unmovable => "unmovable only",
        BlockKind.Mixed => "mixed",
        _ => "no memory",
    };

    public static Color Color(BlockKind kind, Theme theme) => kind switch
    {
        BlockKind.Free => ScottPlot.Color.FromHex(theme.Dark ? "#2E343D" : "#E3E7EC"),
        BlockKind.Movable => ScottPlot.Color.FromHex(theme.Dark ? "#5AA2E0" : "#6AA9E0"),
        BlockKind.Reclaimable => ScottPlot.Color.FromHex("#1F9E77"),
        BlockKind.Unmovable => ScottPlot.Color.FromHex(theme.Dark ? "#F0803C" : "#D8631C"),
        BlockKind.Mixed => ScottPlot.Color.FromHex(theme.Dark ? "#A8487C" : "#6B1D46"),
        _ => theme.Background,
    };
}
