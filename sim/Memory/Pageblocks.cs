using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>What is kept per pageblock: its migrate type and its compaction-skip bit.</summary>
public sealed class Pageblocks
{
    private readonly MigrateType[] types;
    private readonly bool[] skip;
    private readonly bool[] absent;

    public Pageblocks(uint frames, int order)
    {
        BlockOrder = order;
        uint blocks = (frames + Order.Pages(order) - 1) >> order;
        // One spare: a merged block of the largest order may look past the last pageblock.
        types = new MigrateType[blocks + 2];
        skip = new bool[blocks + 2];
        absent = new bool[blocks + 2];
        Count = blocks;
    }

    /// <summary>Order of a pageblock: 9 unless set.</summary>
    public int BlockOrder { get; }

    public uint Count { get; }

    public uint Pages => Order.Pages(BlockOrder);

    public MigrateType TypeOf(uint pfn) => types[pfn >> BlockOrder];

    internal void SetType(uint pfn, MigrateType type) => types[pfn >> BlockOrder] = type;

    /// <summary>There is no memory here: the block lies in a hole of its zone, where the kernel has
    /// no pages to speak of (<c>pfn_to_online_page</c>).</summary>
    public bool IsAbsent(uint pfn) => absent[pfn >> BlockOrder];

    internal void SetAbsent(uint pfn) => absent[pfn >> BlockOrder] = true;

    /// <summary>Compaction found nothing here lately (<c>PB_migrate_skip</c>).</summary>
    public bool IsSkipped(uint pfn) => skip[pfn >> BlockOrder];

    public void SetSkip(uint pfn, bool value) => skip[pfn >> BlockOrder] = value;

    public void ClearSkips(uint start, uint end) =>
        Array.Clear(skip, (int)(start >> BlockOrder),
            (int)(((end - 1) >> BlockOrder) - (start >> BlockOrder) + 1));
}
