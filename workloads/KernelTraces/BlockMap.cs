using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Workloads.Traces;

namespace FragSim.Workloads.KernelTraces;

/// <summary>
/// Which blocks are in use, by their first frame. Its size follows the blocks, not the memory, so
/// it needs no start state to know how much there is.
/// </summary>
internal sealed class BlockMap
{
    private readonly IdMap _byHead = new();
    private readonly DenseIds _ids;
    private readonly int[] _ofOrder = new int[Order.MaxBuddy + 1];
    private uint[] _heads = new uint[1024];
    private byte[] _orders = new byte[1024];
    private ushort[] _pagesLeft = new ushort[1024];

    /// <param name="start">What is in use at the start; null when nothing is known of it.</param>
    public BlockMap(StartState? start)
    {
        _ids = new DenseIds((uint)(start?.Blocks.Count ?? 0));
        foreach (StartBlock block in start?.Blocks ?? [])
            if (block.Order <= Order.MaxBuddy)
                Put(block.Id, block.Pfn, block.Order);
    }

    public int Count => _byHead.Count;

    public int OrderOf(uint id) => _orders[id];

    /// <summary>A block that begins at a frame where none begins.</summary>
    public uint Add(uint pfn, int order)
    {
        uint id = _ids.Take();
        Put(id, pfn, order);
        return id;
    }

    /// <summary>An id for a block whose place is not known.</summary>
    public uint TakeId() => _ids.Take();

    public void ReturnId(uint id) => _ids.Return(id);

    /// <summary>The block that holds all of a range.</summary>
    public bool TryFind(uint pfn, int order, out uint id)
    {
        for (int o = order; o <= Order.MaxBuddy; o++)
        {
            if (_ofOrder[o] > 0 && _byHead.TryGet(Pfn.Head(pfn, o), out id) && _orders[id] >= o)
                return true;
        }
        id = 0;
        return false;
    }

    /// <summary>The first block that begins within a range.</summary>
    public bool TryFindWithin(uint pfn, int order, out uint id)
    {
        for (uint at = pfn; at < pfn + Order.Pages(order); at++)
            if (_byHead.TryGet(at, out id))
                return true;
        id = 0;
        return false;
    }

    /// <summary>Takes some pages off a block that holds them; true when they were its last.
    /// </summary>
    public bool Shrink(uint id, uint pages)
    {
        _pagesLeft[id] -= (ushort)Math.Min(pages, _pagesLeft[id]);
        if (_pagesLeft[id] > 0)
            return false;
        Forget(id);
        return true;
    }

    /// <summary>The block has no place any more; its id stays taken.</summary>
    public void Forget(uint id)
    {
        _byHead.Remove(_heads[id], out _);
        _ofOrder[_orders[id]]--;
    }

    private void Put(uint id, uint pfn, int order)
    {
        while (id >= _heads.Length)
        {
            Array.Resize(ref _heads, 2 * _heads.Length);
            Array.Resize(ref _orders, _heads.Length);
            Array.Resize(ref _pagesLeft, _heads.Length);
        }
        _heads[id] = pfn;
        _orders[id] = (byte)order;
        _pagesLeft[id] = (ushort)Order.Pages(order);
        _byHead.TryAdd(pfn, id);
        _ofOrder[order]++;
    }
}
