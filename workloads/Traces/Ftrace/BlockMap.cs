using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Events;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// Which blocks are in use, by their first frame. Its size follows the blocks, not the memory, so
/// it needs no start state to know how much there is.
/// </summary>
internal sealed class BlockMap
{
    private readonly IdMap byHead = new();
    private readonly DenseIds ids;
    private readonly int[] ofOrder = new int[Order.MaxBuddy + 1];
    private uint[] heads = new uint[1024];
    private byte[] orders = new byte[1024];
    private ushort[] pagesLeft = new ushort[1024];

    /// <param name="start">What is in use at the start; null when nothing is known of it.</param>
    public BlockMap(StartState? start)
    {
        ids = new DenseIds((uint)(start?.Blocks.Count ?? 0));
        foreach (StartBlock block in start?.Blocks ?? [])
            if (block.Order <= Order.MaxBuddy)
                Put(block.Id, block.Pfn, block.Order);
    }

    public int Count => byHead.Count;

    public int OrderOf(uint id) => orders[id];

    /// <summary>A block that begins at a frame where none begins.</summary>
    public uint Add(uint pfn, int order)
    {
        uint id = ids.Take();
        Put(id, pfn, order);
        return id;
    }

    /// <summary>An id for a block whose place is not known.</summary>
    public uint TakeId() => ids.Take();

    public void ReturnId(uint id) => ids.Return(id);

    /// <summary>The block that holds all of a range.</summary>
    public bool TryFind(uint pfn, int order, out uint id)
    {
        for (int o = order; o <= Order.MaxBuddy; o++)
        {
            if (ofOrder[o] > 0 && byHead.TryGet(Pfn.Head(pfn, o), out id) && orders[id] >= o)
                return true;
        }
        id = 0;
        return false;
    }

    /// <summary>The first block that begins within a range.</summary>
    public bool TryFindWithin(uint pfn, int order, out uint id)
    {
        for (uint at = pfn; at < pfn + Order.Pages(order); at++)
            if (byHead.TryGet(at, out id))
                return true;
        id = 0;
        return false;
    }

    /// <summary>Takes some pages off a block that holds them; true when they were its last.
    /// </summary>
    public bool Shrink(uint id, uint pages)
    {
        pagesLeft[id] -= (ushort)Math.Min(pages, pagesLeft[id]);
        if (pagesLeft[id] > 0)
            return false;
        Forget(id);
        return true;
    }

    /// <summary>The block has no place any more; its id stays taken.</summary>
    public void Forget(uint id)
    {
        byHead.Remove(heads[id], out _);
        ofOrder[orders[id]]--;
    }

    private void Put(uint id, uint pfn, int order)
    {
        while (id >= heads.Length)
        {
            Array.Resize(ref heads, 2 * heads.Length);
            Array.Resize(ref orders, heads.Length);
            Array.Resize(ref pagesLeft, heads.Length);
        }
        heads[id] = pfn;
        orders[id] = (byte)order;
        pagesLeft[id] = (ushort)Order.Pages(order);
        byHead.TryAdd(pfn, id);
        ofOrder[order]++;
    }
}
