using System.Numerics;

namespace FragSim.Workloads.PageCaches;

/// <summary>
/// A node of a file's index: 64 slots, which hold nodes or, at level 1, pages. It carries its own
/// lock, with those who wait for it in order of arrival.
/// </summary>
internal sealed class RadixNode
{
    public const int SlotBits = 6;
    public const int Slots = 1 << SlotBits;

    private readonly RadixNode?[] children = new RadixNode?[Slots];
    private readonly Queue<int> waiting = new();

    /// <summary>Levels from here to the pages: 1 when its slots hold pages.</summary>
    public int Level { get; private set; }

    public RadixNode? Parent { get; private set; }

    public int ParentSlot { get; private set; }

    /// <summary>Slots in use.</summary>
    public ulong Present { get; private set; }

    /// <summary>Pages that are dirty; at level 1 only.</summary>
    public ulong Dirty { get; private set; }

    /// <summary>Nodes or pages that hang on it.</summary>
    public int Count => BitOperations.PopCount(Present);

    /// <summary>It was taken out of the tree; who still holds a reference must begin again.
    /// </summary>
    public bool Dead { get; private set; }

    /// <summary>The slab that it lies in.</summary>
    public int Slab { get; private set; }

    /// <summary>CPU that holds the lock; -1 when it is free.</summary>
    public int Owner { get; private set; } = -1;

    /// <summary>CPU that wrote to the node last, and so has it in its cache; -1 for none.
    /// </summary>
    public int LastWriter { get; set; } = -1;

    public static ulong Bit(int slot) => 1UL << slot;

    /// <summary>Makes the node ready for a place in a tree.</summary>
    public void Init(int level, int slab)
    {
        Level = level;
        Slab = slab;
        Dead = false;
        Present = Dirty = 0;
        Parent = null;
    }

    public int SlotOf(long index) => (int)(index >> (SlotBits * (Level - 1))) & (Slots - 1);

    public RadixNode? Child(int slot) => children[slot];

    public bool Has(int slot) => (Present & Bit(slot)) != 0;

    public void Link(int slot, RadixNode child)
    {
        children[slot] = child;
        Present |= Bit(slot);
        child.Parent = this;
        child.ParentSlot = slot;
    }

    public void Unlink(int slot)
    {
        children[slot]!.Dead = true;
        children[slot] = null;
        Present &= ~Bit(slot);
    }

    public void Put(int slot) => Present |= Bit(slot);

    public void Remove(int slot)
    {
        Present &= ~Bit(slot);
        Dirty &= ~Bit(slot);
    }

    public void SetDirty(int slot, bool dirty) =>
        Dirty = dirty ? Dirty | (Present & Bit(slot)) : Dirty & ~Bit(slot);

    /// <summary>Takes the lock, or queues up for it.</summary>
    /// <returns>Whether it was free; otherwise it will be handed over.</returns>
    public bool TryLock(int cpu)
    {
        if (Owner >= 0)
        {
            waiting.Enqueue(cpu);
            return false;
        }
        Owner = cpu;
        return true;
    }

    /// <summary>Hands the lock to the next in line.</summary>
    /// <returns>The CPU that has it now; -1 when no CPU waited.</returns>
    public int Unlock()
    {
        Owner = waiting.TryDequeue(out int next) ? next : -1;
        return Owner;
    }
}
