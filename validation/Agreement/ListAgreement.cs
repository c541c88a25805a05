using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Validation.Agreement;

/// <summary>How far modelled free lists agree with the kernel's at one mark.</summary>
public sealed record ListAgreement
{
    /// <summary>Share of the kernel's free blocks that may differ: recordings leave some frees
    /// without an event, and each shifts a block or two until it is noticed.</summary>
    public const double BlocksBar = 0.001;

    /// <summary>Name of the snapshot.</summary>
    public required string Mark { get; init; }
    /// <summary>Free blocks of the kernel.</summary>
    public required int FreeBlocks { get; init; }
    /// <summary>Of these, blocks that the model has not with the same pfn, order and type.
    /// </summary>
    public required int Differ { get; init; }
    /// <summary>Of these, blocks that the model has not with the same pfn and order.</summary>
    public required int DifferInPlace { get; init; }
    /// <summary>Free blocks of the model that the kernel has not.</summary>
    public required int Extra { get; init; }
    /// <summary>Pageblocks that the kernel's snapshot names.</summary>
    public required int Pageblocks { get; init; }
    /// <summary>Of these, those of another migrate type in the model.</summary>
    public required int PageblocksDiffer { get; init; }
    /// <summary>Blocks on the kernel's per-CPU lists.</summary>
    public required int PcpBlocks { get; init; }
    /// <summary>Of these, blocks that are not on the model's per-CPU lists.</summary>
    public required int PcpMissing { get; init; }
    /// <summary>Blocks on the model's per-CPU lists that are not on the kernel's.</summary>
    public required int PcpExtra { get; init; }

    /// <summary>Free blocks and pageblock types; per-CPU lists are shown, not judged.</summary>
    public IEnumerable<Check> Checks =>
    [
        new Check(Mark, ZoneShape.All, "free blocks",
            (double)Differ / Math.Max(FreeBlocks, 1), BlocksBar),
        new Check(Mark, ZoneShape.All, "pageblock types", PageblocksDiffer, 0),
    ];

    internal static ListAgreement Of(
        string mark, KernelSnapshot kernel, Machine model, PcpSet pcp)
    {
        int blocks = 0, differ = 0, place = 0;
        foreach ((uint pfn, int order, MigrateType type) in Blocks(kernel.Free))
        {
            byte state = model.Frames.State[pfn];
            blocks++;
            differ += state == FrameState.Free(order, type) ? 0 : 1;
            place += FrameState.IsFreeOf(state, order) ? 0 : 1;
        }
        int pcpBlocks = 0, missing = 0;
        foreach ((uint pfn, _, _) in Blocks(kernel.Pcp))
        {
            pcpBlocks++;
            missing += pcp.Contains(pfn) ? 0 : 1;
        }
        return new ListAgreement
        {
            Mark = mark,
            FreeBlocks = blocks,
            Differ = differ,
            DifferInPlace = place,
            Extra = model.Frames.State.Count(FrameState.IsFree) - (blocks - differ),
            Pageblocks = kernel.Pageblocks.Count,
            PageblocksDiffer = kernel.Pageblocks.Count(
                b => model.Pageblocks.TypeOf(b.Pfn) != b.Type),
            PcpBlocks = pcpBlocks,
            PcpMissing = missing,
            PcpExtra = pcp.Count - (pcpBlocks - missing),
        };
    }

    private static IEnumerable<(uint Pfn, int Order, MigrateType Type)> Blocks(
        IEnumerable<StartList> lists) =>
        lists.SelectMany(l => l.Pfns.Select(pfn => (pfn, l.Order, l.Type)));
}
