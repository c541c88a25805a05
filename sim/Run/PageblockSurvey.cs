using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Sim.Run;

/// <summary>Counts what is in a run of frames, for snapshots and for strategies.</summary>
public static class PageblockSurvey
{
    /// <summary>Most cells a map has; a larger machine puts several blocks into one.</summary>
    public const int MaxCells = 4096;

    /// <summary>All of memory as a map.</summary>
    public static PageblockMap Map(Machine machine)
    {
        new MemorySurvey(machine).Take(cells: true, out PageblockMap? map);
        return map!;
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
