using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Which machines this computer has room to simulate.</summary>
internal static class MachineLimits
{
    /// <summary>What is kept of a pageblock, and of a frame that may be usable, in bytes.</summary>
    private const long BytesOfPageblock = 3;
    private const double BytesOfCoverage = 1.0 / 8;

    /// <summary>Says what is too large about a machine, and what to choose instead.</summary>
    /// <returns>Null where nothing is.</returns>
    public static string? Excess(
        IReadOnlyList<ZoneSpan> zones, MachineOptions boot, int hugeOrder) =>
        Excess(zones, boot, hugeOrder, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>The same on a computer with so many bytes of memory.</summary>
    public static string? Excess(
        IReadOnlyList<ZoneSpan> zones, MachineOptions boot, int hugeOrder, long available)
    {
        long frames = zones.Max(z => z.End);
        string memory = Size(frames << 12);
        if (frames < Order.Pages(hugeOrder))
        {
            return $"huge pages of {Size(4096L << hugeOrder)} are larger than the memory of "
                + $"{memory}; choose smaller ones or more memory.";
        }
        int blockOrder = Math.Min(hugeOrder, boot.PageblockOrder);
        long needed = (frames * Frames.BytesOfFrame) + (long)(frames * BytesOfCoverage)
            + ((frames >> boot.PageblockOrder) * BytesOfPageblock)
            + ((frames >> blockOrder) * BlockUse.BytesOfBlock);
        if (needed > available)
        {
            return $"to simulate {memory} takes {Size(needed)} of this computer's memory, and "
                + $"{Size(available)} are available; choose less memory"
                + (blockOrder < Order.Huge ? ", or larger huge pages and pageblocks." : ".");
        }
        return BlockUse.Fits(frames, blockOrder) ? null
            : $"{memory} are too many blocks of {Size(4096L << blockOrder)}; choose less memory, "
                + "or larger huge pages and pageblocks.";
    }

    private static string Size(long bytes) => bytes < 1 << 20 ? $"{bytes >> 10} KiB"
        : bytes < 10L << 30 ? $"{bytes >> 20} MiB" : $"{bytes >> 30} GiB";
}
