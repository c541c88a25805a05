namespace FragSim.Bench.Core;

/// <summary>
/// One event of the reference stream, packed as in its file: bits 0 to 31 the id, 32 to 35 the
/// order, 36 set for a free.
/// </summary>
internal static class CoreEvent
{
    /// <summary>Bytes an event takes in a file.</summary>
    public const int Size = sizeof(ulong);

    public static ulong Alloc(int order, uint id) => id | ((ulong)order << 32);

    public static ulong Free(int order, uint id) => Alloc(order, id) | (1UL << 36);

    public static uint Id(ulong e) => (uint)e;

    public static int Order(ulong e) => (int)((uint)(e >> 32) & 15);

    public static bool IsFree(ulong e) => ((uint)(e >> 32) & 16) != 0;
}
