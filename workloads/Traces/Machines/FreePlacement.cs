using FragSim.Sim.Base;
using FragSim.Sim.Boot;

namespace FragSim.Traces.Machines;

/// <summary>
/// Deals the free blocks of a zone out at random, so that no two of them would have merged. It goes
/// from the largest order down and keeps the slots that the next order can use: a slot must not
/// become wholly free, so a block takes one half of it and the other half is a slot again.
/// </summary>
internal sealed class FreePlacement
{
    private readonly MachineSnapshot snapshot;
    private readonly ZoneCensus zone;
    private readonly uint from;
    private readonly bool[] free;
    private readonly Rng rng;
    private readonly SortedDictionary<uint, MigrateType> types;
    private readonly List<uint>[,] placed = new List<uint>[MigrateTypes.Count, Order.Count];

    /// <summary>Slots of the order in hand, by the type of their first pageblock.</summary>
    private List<uint>[] slots = NewSlots();

    /// <exception cref="InputException">There are more free blocks than can lie apart.</exception>
    public FreePlacement(MachineSnapshot snapshot, ZoneCensus zone, uint from, uint to,
        SortedDictionary<uint, MigrateType> types, Rng rng)
    {
        this.snapshot = snapshot;
        (this.zone, this.from, this.types, this.rng) = (zone, from, types, rng);
        free = new bool[to - from];
        for (int order = Order.MaxBuddy; order >= 0; order--)
            Place(order, WholeBlocks(from, to, order));
    }

    /// <summary>The free lists that are not empty.</summary>
    public IEnumerable<StartList> Lists()
    {
        for (int order = 0; order < Order.Count; order++)
        {
            for (int type = 0; type < MigrateTypes.Count; type++)
            {
                if (placed[type, order] is { Count: > 0 } pfns)
                    yield return new StartList(
                        zone.Span.Name, order, (MigrateType)type, [.. pfns]);
            }
        }
    }

    /// <summary>Frames that are in no free block.</summary>
    public IEnumerable<uint> Left()
    {
        for (uint i = 0; i < free.Length; i++)
            if (!free[i])
                yield return from + i;
    }

    private void Place(int order, List<uint> whole)
    {
        List<uint>[] next = NewSlots();
        List<uint>[] wholeOf = NewSlots();
        foreach (uint pfn in whole)
            wholeOf[TypeAt(pfn)].Add(pfn);
        long counted = 0;
        for (int type = 0; type < MigrateTypes.Count && zone.FreeOfType is not null; type++)
        {
            long count = Math.Min(
                zone.FreeOfType[type, order], zone.Free[order] - counted);
            counted += count;
            PlaceType(order, type, count, wholeOf, next);
        }
        // Counts by type stop at 100000 in the kernel's table; the rest is taken for movable.
        PlaceType(order, (int)MigrateType.Movable, zone.Free[order] - counted, wholeOf, next);
        // What was not used is split for the order below.
        for (int type = 0; type < next.Length; type++)
        {
            next[type].AddRange(wholeOf[type]);
            foreach (uint slot in slots[type])
            {
                next[type].Add(slot);
                next[type].Add(slot + Order.Pages(order));
            }
        }
        slots = next;
    }

    private void PlaceType(
        int order, int type, long count, List<uint>[] whole, List<uint>[] next)
    {
        for (; count > 0; count--)
        {
            int from = Enumerable.Range(type, MigrateTypes.Count)
                .Select(t => t % MigrateTypes.Count)
                .FirstOrDefault(t => whole[t].Count + slots[t].Count > 0, -1);
            if (from < 0)
                throw new InputException($"{snapshot.Path}: zone {zone.Span.Name} has more "
                    + $"free blocks of order {order} than can lie apart in {zone.Managed} pages; "
                    + ZoneCensus.Remedy(snapshot));
            uint pick = rng.Below((uint)(whole[from].Count + slots[from].Count));
            uint pfn;
            if (pick < whole[from].Count)
                pfn = Take(whole[from], (int)pick);
            else
            {
                uint slot = Take(slots[from], (int)pick - whole[from].Count);
                uint half = Order.Pages(order);
                bool upper = rng.Below(2) == 1;
                pfn = upper ? slot + half : slot;
                next[from].Add(upper ? slot : slot + half);
            }
            (placed[type, order] ??= []).Add(pfn);
            free.AsSpan((int)(pfn - this.from), (int)Order.Pages(order)).Fill(true);
        }
    }

    /// <summary>The parts of a range of this order that belong to no larger aligned part: each may
    /// be one free block, as its buddy lies outside.</summary>
    private static List<uint> WholeBlocks(uint from, uint to, int order)
    {
        List<uint> blocks = [];
        uint size = Order.Pages(order);
        for (uint pfn = Pfn.Head(from + size - 1, order); pfn + size <= to; pfn += size)
        {
            uint parent = Pfn.Head(pfn, order + 1);
            if (order == Order.MaxBuddy || parent < from || parent + (2 * size) > to)
                blocks.Add(pfn);
            else
                // Everything up to the last parent that fits is inside larger parts.
                pfn = Math.Max(pfn, Pfn.Head(to, order + 1) - size);
        }
        return blocks;
    }

    private int TypeAt(uint pfn) => (int)types[Pfn.Head(pfn, Order.Huge)];

    private static uint Take(List<uint> list, int at)
    {
        uint pfn = list[at];
        list[at] = list[^1];
        list.RemoveAt(list.Count - 1);
        return pfn;
    }

    private static List<uint>[] NewSlots() =>
        [.. Enumerable.Range(0, MigrateTypes.Count).Select(_ => new List<uint>())];
}
