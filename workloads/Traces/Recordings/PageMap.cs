using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Events;

namespace FragSim.Traces.Recordings;

/// <summary>
/// Which block of the workload lies at each frame of the recorded machine. Four bytes a frame and
/// five a block.
/// </summary>
internal sealed class PageMap
{
    /// <summary>Free, or taken without an event.</summary>
    public const uint None = uint.MaxValue;
    /// <summary>Compaction took the free page out of the buddy.</summary>
    public const uint Isolated = uint.MaxValue - 1;
    /// <summary>Its page migrated away; its free is still to come.</summary>
    public const uint Left = uint.MaxValue - 2;
    /// <summary>Part of a huge page that a request was given.</summary>
    public const uint Request = uint.MaxValue - 3;
    private const uint FirstSpecial = Request;

    private readonly uint[] at;
    private readonly DenseIds ids;
    private byte[] orders;
    private uint[] pagesLeft;

    public PageMap(StartState start)
    {
        at = new uint[start.Zones.Max(z => z.End)];
        Array.Fill(at, None);
        orders = new byte[Math.Max(1024, start.Blocks.Count)];
        pagesLeft = new uint[orders.Length];
        foreach (StartBlock block in start.Blocks)
            Place(block.Id, block.Pfn, block.Order);
        ids = new DenseIds((uint)start.Blocks.Count);
    }

    /// <summary>Frames that the map knows.</summary>
    public uint Frames => (uint)at.Length;

    public uint IdsEnd => ids.End;

    public static bool IsBlock(uint value) => value < FirstSpecial;

    public uint this[uint pfn] => at[pfn];

    public int OrderOf(uint id) => orders[id];

    public bool Holds(uint pfn, int order) => (ulong)pfn + Order.Pages(order) <= (ulong)at.Length;

    /// <summary>The page of the frame has migrated away, and the frame is not free yet.</summary>
    public bool IsLeft(uint pfn) => pfn < at.Length && at[pfn] == Left;

    /// <summary>An id for something that has no recorded place.</summary>
    public uint TakeId() => ids.Take();

    public void ReturnId(uint id) => ids.Return(id);

    public uint Add(uint pfn, int order)
    {
        uint id = ids.Take();
        Place(id, pfn, order);
        return id;
    }

    public void Mark(uint pfn, int order, uint special) =>
        at.AsSpan((int)pfn, (int)Order.Pages(order)).Fill(special);

    /// <summary>Empties one frame. Gives the block's id when that was its last page; the id may
    /// then be given out again.</summary>
    public uint Clear(uint pfn, out uint was)
    {
        was = at[pfn];
        at[pfn] = None;
        if (!IsBlock(was))
            return None;
        if (--pagesLeft[was] > 0)
            return None;
        ids.Return(was);
        return was;
    }

    /// <summary>The block at one frame goes to another, which must be clear.</summary>
    public void Move(uint from, uint to, int order)
    {
        for (uint i = 0; i < Order.Pages(order); i++)
        {
            at[to + i] = at[from + i];
            at[from + i] = Left;
        }
    }

    private void Place(uint id, uint pfn, int order)
    {
        if (id >= orders.Length)
        {
            Array.Resize(ref orders, 2 * orders.Length);
            Array.Resize(ref pagesLeft, orders.Length);
        }
        orders[id] = (byte)order;
        pagesLeft[id] = Order.Pages(order);
        Mark(pfn, order, id);
    }
}
