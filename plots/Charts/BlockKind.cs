using FragSim.Plots.Style;
using FragSim.Sim.Base;
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
    /// <summary>Huge pages in use.</summary>
    Huge,
    /// <summary>Huge pages set aside in a pool that no request has asked for yet.</summary>
    Pool,
    /// <summary>Kept back at boot, or no memory at all: the allocator never has it.</summary>
    Absent,
}

internal static class BlockKinds
{
    public static IReadOnlyList<BlockKind> All { get; } = Enum.GetValues<BlockKind>();

    /// <summary>One page of another kind makes a block mixed: a single unmovable page is enough
    /// to keep a huge page from it.</summary>
    public static BlockKind Of(PageblockCell cell)
    {
        var kinds = (cell.Movable > 0 ? 1 : 0) + (cell.Reclaimable > 0 ? 1 : 0)
            + (cell.Unmovable > 0 ? 1 : 0);
        if (kinds > 1) return BlockKind.Mixed;
        if (cell.Huge > 0 && cell.Huge == cell.Movable && kinds == 1)
            return cell.Pool * 2 > cell.Huge ? BlockKind.Pool : BlockKind.Huge;
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
        BlockKind.Huge => "huge page in use",
        BlockKind.Pool => "huge-page pool, idle",
        _ => "reserved at boot, never free",
    };

    public static Color Color(BlockKind kind, Theme theme) => kind switch
    {
        BlockKind.Free => ScottPlot.Color.FromHex(theme.Dark ? "#2E343D" : "#E3E7EC"),
        BlockKind.Movable => ScottPlot.Color.FromHex(theme.Dark ? "#5AA2E0" : "#6AA9E0"),
        BlockKind.Reclaimable => ScottPlot.Color.FromHex("#1F9E77"),
        BlockKind.Unmovable => ScottPlot.Color.FromHex(theme.Dark ? "#F0803C" : "#D8631C"),
        BlockKind.Mixed => ScottPlot.Color.FromHex(theme.Dark ? "#A8487C" : "#6B1D46"),
        BlockKind.Huge => SourceLook.Color(PageSource.Huge, theme.Dark),
        BlockKind.Pool => ScottPlot.Color.FromHex(theme.Dark ? "#7B6BB5" : "#B9A8E8"),
        _ => ScottPlot.Color.FromHex(theme.Dark ? "#5C6470" : "#9AA3AF"),
    };
}
