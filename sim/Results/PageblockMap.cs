using FragSim.Sim.Memory;

namespace FragSim.Sim.Results;

/// <summary>One cell of the map: a pageblock, or a run of neighbours on a large machine. Counts are
/// base pages; what they leave out of the cell's frames is not managed.</summary>
public readonly record struct PageblockCell(
    MigrateType Type, int Free, int Movable, int Reclaimable, int Unmovable);

/// <summary>All cells at one moment, in order of address.</summary>
public sealed record PageblockMap(long TimeNs, int BlocksPerCell, PageblockCell[] Cells);
