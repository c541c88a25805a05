using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>What is kept per pageblock: its migrate type and its compaction-skip bit.</summary>
public sealed class Pageblocks
{
    private readonly MigrateType[] types;
    private readonly bool[] skip;
    private readonly bool[] absent;

    /// <summary>All of the first type, unmovable, and none absent; boot sets them.</summary>
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

    /// <summary>Number of pageblocks; the last may be cut off by the end of memory.</summary>
    public uint Count { get; }

    /// <summary>Base pages of a pageblock: 512 at order 9.</summary>
    public uint Pages => Order.Pages(BlockOrder);

    /// <summary>Migrate type of the pageblock that holds the frame.</summary>
    public MigrateType TypeOf(uint pfn) => types[pfn >> BlockOrder];

    /// <summary>Gives the pageblock a type; free blocks in it stay on their lists.</summary>
    internal void SetType(uint pfn, MigrateType type) => types[pfn >> BlockOrder] = type;

    /// <summary>There is no memory here: the block is in a hole of its zone, where the kernel has
    /// no pages to speak of (<c>pfn_to_online_page</c>).</summary>
    public bool IsAbsent(uint pfn) => absent[pfn >> BlockOrder];

    /// <summary>There is no memory in the pageblock that holds the frame.</summary>
    internal void SetAbsent(uint pfn) => absent[pfn >> BlockOrder] = true;

    /// <summary>Compaction found nothing here lately (<c>PB_migrate_skip</c>).</summary>
    public bool IsSkipped(uint pfn) => skip[pfn >> BlockOrder];

    /// <summary>Sets or clears the compaction-skip bit of the frame's pageblock.</summary>
    public void SetSkip(uint pfn, bool value) => skip[pfn >> BlockOrder] = value;
}
