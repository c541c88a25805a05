using FragSim.Sim.Base;

namespace FragSim.Sim.Results;

/// <summary>One cell of the map: a pageblock, or a run of neighbours on a large machine. Counts are
/// base pages; what they leave out of the cell's frames is not managed.</summary>
/// <param name="Type">Migrate type; of a run, that of its first pageblock.</param>
/// <param name="Free">On free lists or per-CPU lists.</param>
/// <param name="Movable">In use, and not pinned.</param>
/// <param name="Reclaimable">In use by slabs that shrinkers can free.</param>
/// <param name="Unmovable">In use, and never to be moved.</param>
public readonly record struct PageblockCell(
    MigrateType Type, int Free, int Movable, int Reclaimable, int Unmovable)
{
    /// <summary>Pages of huge pages in use or in the pool; counted under Movable too.</summary>
    public int Huge { get; init; }

    /// <summary>Pages of huge pages that are in the pool and in no use; counted under Huge too.
    /// </summary>
    public int Pool { get; init; }

    /// <summary>Pages that could move if they were not pinned; counted under Unmovable too.
    /// </summary>
    public int Pinned { get; init; }

    /// <summary>Whose pages are most, of those in use, by one frame in sixteen where nothing is
    /// held; Kernel when none is.</summary>
    public PageSource Owner { get; init; }

    /// <summary>Whose pages are most, of those that keep the cell from becoming a huge page;
    /// Kernel when none does.</summary>
    public PageSource Holder { get; init; }
}

/// <summary>All cells at one moment, in order of address.</summary>
/// <param name="TimeNs">Simulated time.</param>
/// <param name="BlocksPerCell">Pageblocks in each cell; the last may hold fewer.</param>
/// <param name="Cells">In order of address, from pfn 0 on.</param>
public sealed record PageblockMap(long TimeNs, int BlocksPerCell, PageblockCell[] Cells);
