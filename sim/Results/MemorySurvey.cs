using FragSim.Sim.Memory;

namespace FragSim.Sim.Results;

/// <summary>Counts all of memory, for the map and for what stands in the way of huge pages.
/// </summary>
/// <remarks>Pages in use are counted by kind as they come and go (<see cref="BlockUse"/>), so that
/// a survey looks at no frame; only while pages are isolated, or on their way to a request, does it
/// walk along them.</remarks>
internal sealed class MemorySurvey
{
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
        bool settled = machine.FreePages + machine.AllocatedPages == machine.ManagedPages;
        for (uint start = 0; start < frames; start += step)
        {
            uint end = Math.Min(start + step, frames);
            if (settled)
                CountKept(start >> machine.Use.BlockOrder, (int)(end - start));
            else
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
                CountUsed(frames.Source(head), frames.Mobility(head),
                    (frames.Flags[head] & PageFlags.Pinned) != 0, pages);
            else if (state == FrameState.Reserved)
                holds.Add(PageSource.Kernel, Hindrance.Reserved, pages);
            head = at = next;
        }
    }

    private void CountKept(uint block, int frames)
    {
        int reserved = machine.Use.ReservedPages(block);
        int left = frames - reserved;
        ReadOnlySpan<int> kinds = machine.Use.Kinds(block);
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            if (kinds[kind] == 0)
                continue;
            CountUsed(BlockUse.SourceOf(kind), BlockUse.MobilityOf(kind),
                BlockUse.IsPinned(kind), kinds[kind]);
            left -= kinds[kind];
        }
        free += left;
        if (reserved > 0)
            holds.Add(PageSource.Kernel, Hindrance.Reserved, reserved);
    }

    private void CountUsed(PageSource source, MigrateType mobility, bool isPinned, int pages)
    {
        used[(int)source] += pages;
        if (source == PageSource.Huge)
        {
            byMobility[(int)MigrateType.Movable] += pages;
            huge += pages;
            hugeHere += pages;
            return;
        }
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
