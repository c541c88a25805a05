using System.Numerics;
using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Traces.Recordings;

namespace FragSim.Traces.Machines;

/// <summary>
/// Finds the free blocks of a machine from what it tells: kpageflags marks every free frame with
/// BUDDY (<c>stable_page_flags</c> in <c>fs/proc/page.c</c>), and buddyinfo counts blocks by order.
/// </summary>
/// <remarks>
/// Two free buddies would have merged, so the largest aligned parts of a run of marked frames are
/// the blocks. But the flags were read a moment before the counts, and the counts win: a block may
/// have been split since, and where too few are marked, more are made of frames without a flag, and
/// then of pages on the LRU lists.
/// </remarks>
internal sealed class FreeFit(ulong[] flags, bool[] listed)
{
    private const byte NoBlock = byte.MaxValue;

    private readonly byte[] orderAt = Filled(flags.Length);

    /// <summary>Free blocks of a zone, as many of each order as counted wherever that is possible,
    /// in order of address.</summary>
    public List<(uint Pfn, int Order)> Fit(ZoneSpan zone, ReadOnlySpan<long> counts)
    {
        List<uint>[] byBound = Bounds(zone);
        List<(uint, int)> blocks = [];
        long[] missing = new long[Order.Count];
        for (int order = Order.MaxBuddy; order >= 0; order--)
        {
            missing[order] = counts[order];
            for (int bound = order; bound <= Order.MaxBuddy && missing[order] > 0; bound++)
            {
                List<uint> left = [];
                foreach (uint pfn in byBound[bound])
                {
                    if (missing[order] > 0 && TryTake(pfn, order, zone, blocks))
                        missing[order]--;
                    else
                        left.Add(pfn);
                }
                byBound[bound] = left;
            }
        }
        for (int order = Order.MaxBuddy; order >= 0; order--)
        {
            foreach (bool evict in (bool[])[false, true])
                if (missing[order] > 0)
                    missing[order] = Make(zone, order, missing[order], evict, blocks);
        }
        blocks.Sort();
        return blocks;
    }

    /// <summary>The order of a block that was on the list of a CPU: its frames were free, but are
    /// in no counted block; -1 when there is none at this frame.</summary>
    /// <param name="pfn">First frame of the block.</param>
    /// <param name="zone">Its zone.</param>
    /// <param name="freeAtStart">What <see cref="FirstTouch.Free"/> tells; null without a trace.
    /// </param>
    public int LeftOver(uint pfn, ZoneSpan zone, byte[]? freeAtStart)
    {
        byte first = freeAtStart?[pfn] ?? 0;
        if (!IsBlank(pfn) || (first == 0 && !IsMarked(pfn)))
            return -1;
        int order = first - 1;
        if (order is not ((> 0 and <= Order.Costly) or Order.Huge) || !Pfn.IsAligned(pfn, order)
            || zone.End - pfn < Order.Pages(order))
            return Order.Base;
        for (uint at = pfn + 1; at < pfn + Order.Pages(order); at++)
            if (freeAtStart![at] != first || !IsBlank(at))
                return Order.Base;
        return order;
    }

    /// <summary>A frame that is not known to be in use.</summary>
    public bool IsBlank(uint pfn) =>
        !listed[pfn] && (flags[pfn] == 0 || IsMarked(pfn));

    private bool IsMarked(uint pfn) => (flags[pfn] & KernelPageFlags.Buddy) != 0;

    /// <summary>The marked blocks by their order.</summary>
    private List<uint>[] Bounds(ZoneSpan zone)
    {
        List<uint>[] bounds = [.. Enumerable.Range(0, Order.Count).Select(_ => new List<uint>())];
        for (uint pfn = zone.Start; pfn < zone.End;)
        {
            if (!IsMarked(pfn))
            {
                pfn++;
                continue;
            }
            int most = Math.Min(Order.MaxBuddy, BitOperations.TrailingZeroCount(pfn | 1u << 31));
            uint end = (uint)Math.Min((ulong)pfn + Order.Pages(most), zone.End);
            uint next = pfn + 1;
            while (next < end && IsMarked(next))
                next++;
            int order = BitOperations.Log2(next - pfn);
            bounds[order].Add(pfn);
            pfn += Order.Pages(order);
        }
        return bounds;
    }

    private bool TryTake(uint pfn, int order, ZoneSpan zone, List<(uint, int)> blocks)
    {
        uint buddy = Pfn.Buddy(pfn, order);
        bool merges = order < Order.MaxBuddy && buddy >= zone.Start && buddy < zone.End
            && orderAt[buddy] == order;
        if (merges || listed.AsSpan((int)pfn, (int)Order.Pages(order)).Contains(true))
            return false;
        orderAt[pfn] = (byte)order;
        listed.AsSpan((int)pfn, (int)Order.Pages(order)).Fill(true);
        blocks.Add((pfn, order));
        return true;
    }

    /// <summary>Makes blocks where no mark is, from the top of the zone down; returns how many are
    /// still missing.</summary>
    private long Make(
        ZoneSpan zone, int order, long missing, bool evict, List<(uint, int)> blocks)
    {
        uint size = Order.Pages(order);
        if (zone.Spanned < size)
            return missing;
        for (uint pfn = Pfn.Head(zone.End - size, order); missing > 0 && pfn >= zone.Start;)
        {
            bool fits = true;
            for (uint at = pfn; fits && at < pfn + size; at++)
                fits = IsBlank(at) || (evict && IsPageOfLru(at));
            if (fits && TryTake(pfn, order, zone, blocks))
                missing--;
            if (pfn < size)
                break;
            pfn -= size;
        }
        return missing;
    }

    private bool IsPageOfLru(uint pfn)
    {
        const ulong Parts = KernelPageFlags.CompoundHead | KernelPageFlags.CompoundTail
            | KernelPageFlags.Reserved | KernelPageFlags.NoPage | KernelPageFlags.Mlocked;
        return !listed[pfn] && (flags[pfn] & Parts) == 0
            && (flags[pfn] & (KernelPageFlags.Lru | KernelPageFlags.Anon)) != 0;
    }

    private static byte[] Filled(int length)
    {
        byte[] none = new byte[length];
        Array.Fill(none, NoBlock);
        return none;
    }
}
