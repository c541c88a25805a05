using FragSim.Workloads.Parts;

namespace FragSim.Workloads.PageCaches;

/// <summary>
/// The index of one file: which of its pages are in the cache, and which are dirty. Its nodes are
/// slab objects. Above the top node is the head, part of the inode, which always exists.
/// </summary>
/// <remarks>Linux <c>lib/radix-tree.c</c> and <c>lib/xarray.c</c>: 64 slots a node, no node for a
/// file of one page. The height is that of the whole file from the start, and tags stay at the
/// pages: a change never moves up the tree but for nodes that become empty.</remarks>
internal sealed class RadixTree
{
    private readonly SlabCache slabs;
    private readonly Stack<RadixNode> spare;

    /// <param name="pages">Size of the file, in pages.</param>
    /// <param name="slabs">Where nodes come from.</param>
    /// <param name="spare">Nodes to use again.</param>
    public RadixTree(long pages, SlabCache slabs, Stack<RadixNode> spare)
    {
        this.slabs = slabs;
        this.spare = spare;
        Pages = pages;
        int height = 0;
        while (pages > 1L << (RadixNode.SlotBits * height))
            height++;
        Head.Init(height + 1, -1);
    }

    public RadixNode Head { get; } = new();

    /// <summary>Size of the file, in pages.</summary>
    public long Pages { get; }

    /// <summary>Nodes in memory, the head not counted.</summary>
    public int Nodes { get; private set; }

    public bool Contains(long index) =>
        Lowest(index) is { Level: 1 } leaf && leaf.Has(leaf.SlotOf(index));

    public bool IsDirty(long index) =>
        Lowest(index) is { Level: 1 } leaf && (leaf.Dirty & RadixNode.Bit(leaf.SlotOf(index))) != 0;

    /// <summary>The lowest node that exists on the way to a page.</summary>
    public RadixNode Lowest(long index)
    {
        RadixNode node = Head;
        while (node.Level > 1 && node.Child(node.SlotOf(index)) is { } child)
            node = child;
        return node;
    }

    /// <summary>Puts a page under the lowest node on its way, with the nodes that are missing
    /// between.</summary>
    /// <returns>False when there is no memory for a node.</returns>
    public bool Insert(RadixNode lowest, long index)
    {
        if (lowest.Level == 1)
        {
            lowest.Put(lowest.SlotOf(index));
            return true;
        }
        // The new nodes hang together before the first of them is linked: no reader sees a part.
        RadixNode? below = null;
        for (int level = 1; level < lowest.Level; level++)
        {
            RadixNode? node = NewNode(level);
            if (node == null)
            {
                FreeChain(below, index);
                return false;
            }
            if (below == null)
                node.Put(node.SlotOf(index));
            else
                node.Link(node.SlotOf(index), below);
            below = node;
        }
        lowest.Link(lowest.SlotOf(index), below!);
        return true;
    }

    /// <summary>Takes an empty node out of the tree.</summary>
    public void Prune(RadixNode node)
    {
        node.Parent!.Unlink(node.ParentSlot);
        Free(node);
    }

    /// <summary>Drops the whole index of a file that is not in use.</summary>
    /// <returns>Base pages of slab freed.</returns>
    public long Clear()
    {
        long freed = 0;
        Clear(Head, ref freed);
        return freed;
    }

    private void Clear(RadixNode node, ref long freed)
    {
        for (int slot = 0; node.Present != 0 && slot < RadixNode.Slots; slot++)
        {
            if (node.Child(slot) is not { } child)
            {
                node.Remove(slot);
                continue;
            }
            Clear(child, ref freed);
            node.Unlink(slot);
            freed += Free(child);
        }
    }

    private RadixNode? NewNode(int level)
    {
        int slab = slabs.Allocate();
        if (slab < 0)
            return null;
        if (!spare.TryPop(out RadixNode? node))
            node = new RadixNode();
        node.Init(level, slab);
        Nodes++;
        return node;
    }

    /// <summary>Frees its memory. The node itself is used again only when no CPU holds or awaits
    /// its lock, as RCU would have it.</summary>
    private long Free(RadixNode node)
    {
        Nodes--;
        if (node.Owner < 0)
            spare.Push(node);
        return slabs.Free(node.Slab);
    }

    private void FreeChain(RadixNode? node, long index)
    {
        while (node != null)
        {
            RadixNode? below = node.Level > 1 ? node.Child(node.SlotOf(index)) : null;
            if (below != null)
                node.Unlink(node.SlotOf(index));
            else
                node.Remove(node.SlotOf(index));
            Free(node);
            node = below;
        }
    }
}
