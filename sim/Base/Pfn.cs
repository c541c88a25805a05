namespace FragSim.Sim.Base;

/// <summary>
/// Page frame numbers. A pfn is a plain <see cref="uint"/> counted in base pages, so that 16 TiB of
/// 4 KiB frames can be named; <see cref="None"/> is the one number that names no frame.
/// </summary>
public static class Pfn
{
    /// <summary>No frame: 2^32 - 1.</summary>
    public const uint None = uint.MaxValue;

    /// <summary>First frame of the block of an order that holds the frame.</summary>
    public static uint Head(uint pfn, int order) => pfn & (uint.MaxValue << order);

    /// <summary>The other half of the parent block: Linux <c>__find_buddy_pfn</c>.</summary>
    public static uint Buddy(uint pfn, int order) => pfn ^ (1u << order);

    /// <summary>Can a block of the order begin at this frame?</summary>
    public static bool IsAligned(uint pfn, int order) => (pfn & ((1u << order) - 1)) == 0;
}
