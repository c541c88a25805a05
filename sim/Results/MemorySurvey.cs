using FragSim.Sim.Memory;

namespace FragSim.Sim.Results;

/// <summary>Walks all of memory once, for the map and for what stands in the way of huge pages.
/// </summary>
internal sealed class MemorySurvey
{
    /// <summary>One frame in so many tells whose pages a block holds.</summary>
    private const uint Sampled = 16;

    private static readonly int Sources = Enum.GetValues<PageSource>().Length;

    private readonly Machine machine;
    private readonly HoldTally holds = new();
    private readonly int[] used = new int[Sources];
    private readonly int[] holding = new int[Sources];
    private readonly int[] byMobility = new int[MigrateTypes.PcpCount];
    private readonly uint step;
    private readonly uint hugePages;
    private readonly uint cellPages;
    private int free;
    private int huge;
    private int pinned;
    private int hugeHere;

    public MemorySurvey(Machine machine)
    {
        this.machine = machine;
        // So small that a step never crosses the edge of a huge page or of a cell.
        step = Order.Pages(machine.Use.BlockOrder);
        hugePages = Order.Pages(machine.HugeOrder);
        BlocksPerCell = (int)((machine.Pageblocks.Count + PageblockSurvey.MaxCells - 1)
            / PageblockSurvey.MaxCells);
        cellPages = machine.Pageblocks.Pages * (uint)BlocksPerCell;
    }

    public int BlocksPerCell { get; }

    /// <summary>Counts everything as it is now.</summary>
    /// <param name="cells">Is the map wanted?</param>
    /// <param name="map">All cells; null where they are not wanted.</param>
    public BlockerSurvey Take(bool cells, out PageblockMap? map)
    {
        uint frames = machine.Frames.Count;
        PageblockCell[] all = cells ? new PageblockCell[(frames + cellPages - 1) / cellPages] : [];
        for (uint start = 0; start < frames; start += step)
        {
            uint end = Math.Min(start + step, frames);
            if (!CountOpen(start, end))
                Count(start, end);
            // A last block that is not whole could never be a huge page.
            if (end % hugePages == 0)
                EndHugeBlock();
            if (cells && (end % cellPages == 0 || end == frames))
                all[(end - 1) / cellPages] = EndCell(machine.Pageblocks.TypeOf(
                    (end - 1) / cellPages * cellPages));
        }
        if (!cells)
            EndCell(default);
        hugeHere = 0;
        map = cells ? new PageblockMap(machine.NowNs, BlocksPerCell, all) : null;
        return holds.Finish(machine.NowNs);
    }

    /// <summary>A block in which nothing is held, or that is a huge page, is known by its counts:
    /// it is looked at here and there, to tell whose pages are most.</summary>
    private bool CountOpen(uint start, uint end)
    {
        Frames frames = machine.Frames;
        BlockUse use = machine.Use;
        uint block = start >> use.BlockOrder;
        int pages = (int)(end - start), busy = use.UsedPages(block);
        if (use.ReservedPages(block) > 0 || machine.IsolatedPages > 0)
            return false;
        uint head = frames.State[start] == FrameState.Tail ? frames.HeadOf(start) : start;
        bool isHuge = FrameState.IsAllocated(frames.State[head])
            && frames.Source(head) == PageSource.Huge;
        if (isHuge)
        {
            CountUsed(head, pages);
            return true;
        }
        if (use.BlockedPages(block) > 0)
            return false;
        free += pages - busy;
        byMobility[(int)MigrateType.Movable] += busy;
        for (uint at = start; at < end && busy > 0; at += Sampled)
        {
            head = frames.State[at] == FrameState.Tail ? frames.HeadOf(at) : at;
            if (FrameState.IsAllocated(frames.State[head]))
                used[(int)frames.Source(head)] += (int)Sampled;
        }
        return true;
    }

    private void Count(uint start, uint end)
    {
        Frames frames = machine.Frames;
        uint head = frames.State[start] == FrameState.Tail ? frames.HeadOf(start) : start;
        for (uint at = start; at < end;)
        {
            byte state = frames.State[head];
            uint next = Math.Min(head + Order.Pages(FrameState.OrderOf(state)), end);
            int pages = (int)(next - at);
            if (FrameState.IsFree(state) || FrameState.IsPcp(state))
                free += pages;
            else if (FrameState.IsAllocated(state))
                CountUsed(head, pages);
            else if (state == FrameState.Reserved)
                holds.Add(PageSource.Kernel, Hindrance.Reserved, pages);
            head = at = next;
        }
    }

    private void CountUsed(uint pfn, int pages)
    {
        Frames frames = machine.Frames;
        PageSource source = frames.Source(pfn);
        used[(int)source] += pages;
        if (source == PageSource.Huge)
        {
            byMobility[(int)MigrateType.Movable] += pages;
            huge += pages;
            hugeHere += pages;
            return;
        }
        MigrateType mobility = frames.Mobility(pfn);
        bool isPinned = (frames.Flags[pfn] & PageFlags.Pinned) != 0;
        byMobility[(int)(isPinned ? MigrateType.Unmovable : mobility)] += pages;
        if (mobility == MigrateType.Movable && !isPinned)
            return;
        pinned += isPinned ? pages : 0;
        holding[(int)source] += pages;
        holds.Add(source, isPinned ? Hindrance.Pinned
            : mobility == MigrateType.Reclaimable ? Hindrance.Reclaimable
            : Hindrance.Unmovable, pages);
    }

    private void EndHugeBlock()
    {
        holds.EndBlock(hugeHere == hugePages);
        hugeHere = 0;
    }

    private PageblockCell EndCell(MigrateType type)
    {
        var cell = new PageblockCell(
            type, free, byMobility[(int)MigrateType.Movable],
            byMobility[(int)MigrateType.Reclaimable], byMobility[(int)MigrateType.Unmovable])
        {
            Huge = huge,
            Pinned = pinned,
            Owner = Most(used),
            Holder = Most(holding),
        };
        Array.Clear(used);
        Array.Clear(holding);
        Array.Clear(byMobility);
        free = huge = pinned = 0;
        return cell;
    }

    private static PageSource Most(int[] pages)
    {
        int most = 0;
        for (int i = 1; i < pages.Length; i++)
            most = pages[i] > pages[most] ? i : most;
        return (PageSource)most;
    }
}
