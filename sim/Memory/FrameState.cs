using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>
/// One byte a frame says what begins there. Only the first frame of a block carries a state; all
/// others are tails (zero), so that taking or freeing a block touches one byte whatever its order.
/// </summary>
/// <remarks>
/// <c>1tttoooo</c>: a free block of order o on the list of type t.
/// <c>0kkooooo</c>: kind k of order o; reserved frames are of kind 3 and order 31.
/// </remarks>
public static class FrameState
{
    /// <summary>Not the first frame of any block.</summary>
    public const byte Tail = 0;
    /// <summary>A frame that the allocator was never given, or a hole.</summary>
    public const byte Reserved = 0x7F;

    private const int FreeBit = 0x80;
    private const int PcpKind = 0x20;
    private const int AllocatedKind = 0x40;
    private const int IsolatedKind = 0x60;
    private const int KindMask = 0xE0;

    /// <summary>A free block of an order, 0 to 10, on the buddy's list of a type.</summary>
    public static byte Free(int order, MigrateType type) =>
        (byte)(FreeBit | ((int)type << 4) | order);

    /// <summary>On a per-CPU list: free, yet not in the buddy.</summary>
    public static byte Pcp(int order) => (byte)(PcpKind | order);

    /// <summary>A block in use.</summary>
    public static byte Allocated(int order) => (byte)(AllocatedKind | order);

    /// <summary>Taken off the free lists to become the target of a migration.</summary>
    public static byte Isolated(int order) => (byte)(IsolatedKind | order);

    /// <summary>On a free list of the buddy, of any order and type.</summary>
    public static bool IsFree(byte state) => state >= FreeBit;

    /// <summary>On a free list of the buddy for this order, of any type.</summary>
    public static bool IsFreeOf(byte state, int order) =>
        (state & (FreeBit | 0x0F)) == (FreeBit | order);

    /// <summary>On a per-CPU list.</summary>
    internal static bool IsPcp(byte state) => (state & KindMask) == PcpKind;

    /// <summary>The first frame of a block in use.</summary>
    public static bool IsAllocated(byte state) => (state & KindMask) == AllocatedKind;

    /// <summary>Off the free lists, as the target of a migration; reserved frames are not.
    /// </summary>
    internal static bool IsIsolated(byte state) =>
        (state & KindMask) == IsolatedKind && state != Reserved;

    /// <summary>Migrate type of the list that the free block is on; the state must be a free one.
    /// </summary>
    public static MigrateType FreeType(byte state) => (MigrateType)((state >> 4) & 7);

    /// <summary>Order of the block that begins here; a reserved frame or a tail counts one.
    /// </summary>
    public static int OrderOf(byte state) =>
        IsFree(state) ? state & 0x0F : state == Reserved ? 0 : state & 0x1F;
}
