using System.Buffers.Binary;

namespace FragSim.Traces.Llfree;

/// <summary>One event: 16 bytes, of which the lowest bits are the time.</summary>
internal readonly record struct LlfreeEntry(
    ulong TimeUs, uint Pfn, bool IsAlloc, byte Order, uint Gfp, uint Pid)
{
    public const int Bytes = 16;

    /// <summary>A bit of its own above those of the kernel.</summary>
    private const uint PageCache = 0x1000_0000;

    public bool IsPageCache => (Gfp & PageCache) != 0;

    /// <summary><c>time_us:38, pfn:24, alloc:1, order:4, gfp:29, pid:32</c>.</summary>
    public static LlfreeEntry Read(ReadOnlySpan<byte> bytes)
    {
        UInt128 bits = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        return new LlfreeEntry(
            (ulong)(bits & ((1ul << 38) - 1)), (uint)((bits >> 38) & 0xff_ffff),
            ((bits >> 62) & 1) == 1, (byte)((bits >> 63) & 0xf),
            (uint)((bits >> 67) & 0x1fff_ffff), (uint)(bits >> 96));
    }
}

/// <summary>The pages of one CPU that are read and not yet passed on.</summary>
internal sealed class LlfreeCpu(int number)
{
    private readonly Queue<byte[]> pages = new();
    private int at = LlfreeEntry.Bytes;

    public int Number => number;

    public bool HasEntry => pages.Count > 0;

    public LlfreeEntry First => LlfreeEntry.Read(pages.Peek().AsSpan(at));

    /// <summary>Adds the next page; false when it is empty.</summary>
    public bool Add(byte[] page)
    {
        if (LlfreeEntry.Read(page.AsSpan(LlfreeEntry.Bytes)).Pfn == 0)
            return false;
        pages.Enqueue(page);
        return true;
    }

    /// <summary>The oldest event; a page ends with its bytes or at frame 0.</summary>
    public LlfreeEntry Take(out bool pageEnds)
    {
        LlfreeEntry entry = First;
        at += LlfreeEntry.Bytes;
        pageEnds = at == LlfreeTrace.PageBytes || First.Pfn == 0;
        if (pageEnds)
        {
            pages.Dequeue();
            at = LlfreeEntry.Bytes;
        }
        return entry;
    }
}
