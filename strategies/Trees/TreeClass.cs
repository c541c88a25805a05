using FragSim.Sim.Base;
using FragSim.Sim.Kernel;

namespace FragSim.Strategies.Trees;

/// <summary>Kinds of requests that do not share a tree while another is available. A tree may be
/// taken over by a lower class, never by a higher one.</summary>
internal enum TreeClass : byte
{
    Immovable,
    Movable,
    /// <summary>Huge pages, and trees in which nothing is in use.</summary>
    Huge,
}

internal static class TreeClasses
{
    public const int Count = 3;

    public static TreeClass Of(in AllocationRequest request, int hugeOrder) =>
        request.Order >= hugeOrder ? TreeClass.Huge
        : request.Mobility == MigrateType.Movable ? TreeClass.Movable
        : TreeClass.Immovable;
}
