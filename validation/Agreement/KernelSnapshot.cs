using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;

namespace FragSim.Validation.Agreement;

/// <summary>The allocator's state as the recorded kernel had it at a mark.</summary>
/// <param name="Zones">Frames of each zone.</param>
/// <param name="Free">Free lists of the buddy, in list order.</param>
/// <param name="Pcp">Per-CPU lists, in list order.</param>
/// <param name="Pageblocks">First pfn, type and skip bit of each pageblock.</param>
public sealed record KernelSnapshot(
    IReadOnlyList<ZoneSpan> Zones, IReadOnlyList<StartList> Free, IReadOnlyList<StartList> Pcp,
    IReadOnlyList<(uint Pfn, MigrateType Type, bool Skip)> Pageblocks)
{
    /// <param name="folder">The recording's folder.</param>
    /// <param name="mark">Name of the snapshot.</param>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static KernelSnapshot Read(string folder, string mark)
    {
        string snap = Path.Combine(folder, "snap", mark);
        FreeListsFile lists = FreeListsFile.Read(Need(snap, "freelists.txt"));
        return new KernelSnapshot(lists.Zones, lists.Free, lists.Pcp,
            PageblocksFile.Read(Need(snap, "pageblocks.txt")));
    }

    private static string Need(string snap, string name) => TextFile.Find(snap, name)
        ?? throw new InputException($"{snap}: has no {name} or {name}.gz, with which the model is "
            + "compared; copy the recording again");
}
