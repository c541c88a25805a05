using FragSim.Sim.Boot;
using FragSim.Sim.Memory;

namespace FragSim.Workloads.Recordings;

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

    private readonly uint[] _at;
    private readonly DenseIds _ids;
    private byte[] _orders;
    private uint[] _pagesLeft;

    public PageMap(StartState start)
    {
        _at = new uint[start.Zones.Max(z => z.End)];
        Array.Fill(_at, None);
        _orders = new byte[Math.Max(1024, start.Blocks.Count)];
        _pagesLeft = new uint[_orders.Length];
        foreach (StartBlock block in start.Blocks)
            Place(block.Id, block.Pfn, block.Order);
        _ids = new DenseIds((uint)start.Blocks.Count);
    }

    /// <summary>Frames that the map knows.</summary>
    public uint Frames => (uint)_at.Length;

    public uint IdsEnd => _ids.End;

    public static bool IsBlock(uint value) => value < FirstSpecial;

    public uint this[uint pfn] => _at[pfn];

    public int OrderOf(uint id) => _orders[id];

    public bool Holds(uint pfn, int order) => (ulong)pfn + Order.Pages(order) <= (ulong)_at.Length;

    /// <summary>An id for something that has no recorded place.</summary>
    public uint TakeId() => _ids.Take();

    public void ReturnId(uint id) => _ids.Return(id);

    public uint Add(uint pfn, int order)
    {
        uint id = _ids.Take();
        Place(id, pfn, order);
        return id;
    }

    public void Mark(uint pfn, int order, uint special) =>
        _at.AsSpan((int)pfn, (int)Order.Pages(order)).Fill(special);

    /// <summary>Empties one frame. Gives the block's id when that was its last page; the id may
    /// then be given out again.</summary>
    public uint Clear(uint pfn, out uint was)
    {
        was = _at[pfn];
        _at[pfn] = None;
        if (!IsBlock(was))
            return None;
        if (--_pagesLeft[was] > 0)
            return None;
        _ids.Return(was);
        return was;
    }

    /// <summary>The block at one frame goes to another, which must be clear.</summary>
    public void Move(uint from, uint to, int order)
    {
        for (uint i = 0; i < Order.Pages(order); i++)
        {
            _at[to + i] = _at[from + i];
            _at[from + i] = Left;
        }
    }

    private void Place(uint id, uint pfn, int order)
    {
        if (id >= _orders.Length)
        {
            Array.Resize(ref _orders, 2 * _orders.Length);
            Array.Resize(ref _pagesLeft, _orders.Length);
        }
        _orders[id] = (byte)order;
        _pagesLeft[id] = Order.Pages(order);
        Mark(pfn, order, id);
    }
}
