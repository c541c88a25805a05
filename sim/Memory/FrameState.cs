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
    public const byte Tail = 0;
    public const byte Reserved = 0x7F;

    private const int FreeBit = 0x80;
    private const int PcpKind = 0x20;
    private const int AllocatedKind = 0x40;
    private const int IsolatedKind = 0x60;
    private const int KindMask = 0xE0;

    public static byte Free(int order, MigrateType type) =>
        (byte)(FreeBit | ((int)type << 4) | order);

    /// <summary>On a per-CPU list: free, yet not in the buddy.</summary>
    public static byte Pcp(int order) => (byte)(PcpKind | order);

    public static byte Allocated(int order) => (byte)(AllocatedKind | order);

    /// <summary>Taken off the free lists to become the target of a migration.</summary>
    public static byte Isolated(int order) => (byte)(IsolatedKind | order);

    public static bool IsFree(byte state) => state >= FreeBit;

    public static bool IsFreeOf(byte state, int order) =>
        (state & (FreeBit | 0x0F)) == (FreeBit | order);

    public static bool IsPcp(byte state) => (state & KindMask) == PcpKind;

    public static bool IsAllocated(byte state) => (state & KindMask) == AllocatedKind;

    public static bool IsIsolated(byte state) =>
        (state & KindMask) == IsolatedKind && state != Reserved;

    public static MigrateType FreeType(byte state) => (MigrateType)((state >> 4) & 7);

    /// <summary>Order of the block that begins here; a reserved frame or a tail counts one.
    /// </summary>
    public static int OrderOf(byte state) =>
        IsFree(state) ? state & 0x0F : state == Reserved ? 0 : state & 0x1F;
}
