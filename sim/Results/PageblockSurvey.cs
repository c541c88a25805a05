using FragSim.Sim.Memory;

namespace FragSim.Sim.Results;

/// <summary>Counts what is in a run of frames, for maps and snapshots.</summary>
public static class PageblockSurvey
{
    /// <summary>Most cells a map has; a larger machine puts several blocks into one.</summary>
    public const int MaxCells = 4096;

    /// <summary>All of memory as a map.</summary>
    public static PageblockMap Map(Machine machine)
    {
        uint blocks = machine.Pageblocks.Count;
        int perCell = (int)((blocks + MaxCells - 1) / MaxCells);
        var cells = new PageblockCell[(blocks + (uint)perCell - 1) / (uint)perCell];
        uint step = machine.Pageblocks.Pages * (uint)perCell;
        for (int i = 0; i < cells.Length; i++)
        {
            uint start = (uint)i * step;
            uint end = Math.Min(start + step, machine.Frames.Count);
            // What is isolated is counted nowhere; between events that is rare.
            cells[i] = machine.IsolatedPages == 0
                ? CellOf(machine, start, end) : Survey(machine, start, end);
        }
        return new PageblockMap(machine.NowNs, perCell, cells);
    }

    /// <summary>The same as <see cref="Survey"/>, of whole blocks, from what is counted as pages
    /// come and go: a map looks at no frame.</summary>
    private static PageblockCell CellOf(Machine machine, uint start, uint end)
    {
        BlockUse use = machine.Use;
        int free = (int)(end - start), movable = 0, reclaimable = 0, unmovable = 0;
        uint last = (end - 1) >> use.BlockOrder;
        for (uint block = start >> use.BlockOrder; block <= last; block++)
        {
            free -= use.UsedPages(block) + use.ReservedPages(block);
            movable += use.UsedPages(block, MigrateType.Movable);
            reclaimable += use.UsedPages(block, MigrateType.Reclaimable);
            unmovable += use.UsedPages(block, MigrateType.Unmovable);
        }
        return new PageblockCell(
            machine.Pageblocks.TypeOf(start), free, movable, reclaimable, unmovable);
    }

    /// <summary>Counts the frames from a block boundary to an end. A huge page in use counts as
    /// movable; pages on per-CPU lists count as free.</summary>
    public static PageblockCell Survey(Machine machine, uint start, uint end)
    {
        Frames frames = machine.Frames;
        Span<int> used = stackalloc int[MigrateTypes.PcpCount];
        int free = 0;
        uint head = frames.State[start] == FrameState.Tail ? frames.HeadOf(start) : start;
        for (uint at = start; at < end;)
        {
            byte state = frames.State[head];
            uint next = Math.Min(head + Order.Pages(FrameState.OrderOf(state)), end);
            int pages = (int)(next - at);
            if (FrameState.IsFree(state) || FrameState.IsPcp(state))
                free += pages;
            else if (FrameState.IsAllocated(state))
                used[(int)machine.KindOf(head)] += pages;
            head = at = next;
        }
        MigrateType type = machine.Pageblocks.TypeOf(start);
        return new PageblockCell(type, free, used[(int)MigrateType.Movable],
            used[(int)MigrateType.Reclaimable], used[(int)MigrateType.Unmovable]);
    }
}
