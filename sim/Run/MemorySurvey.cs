using System.Buffers;
using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Sim.Run;

/// <summary>Counts all of memory, for the map and for what stands in the way of huge pages.
/// </summary>
/// <remarks>Pages in use are counted by kind as they come and go (<see cref="BlockUse"/>), so that
/// a survey looks at no frame; only while pages are isolated, or on their way to a request, does it
/// look for those that are free.</remarks>
internal sealed class MemorySurvey
{
    private static readonly int Sources = Enum.GetValues<PageSource>().Length;

    /// <summary>After so many frames the survey looks whether it is to end early.</summary>
    private const uint CancelEvery = 1 << 20;

    private static readonly SearchValues<byte> FreeStates = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(s => (byte)s)
            .Where(s => FrameState.IsFree(s) || FrameState.IsPcp(s))]);

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
    private int pool;
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
            if (start % CancelEvery == 0)
                machine.Cancel.ThrowIfCancellationRequested();
            uint end = Math.Min(start + step, frames);
            int inUse = CountKept(start >> machine.Use.BlockOrder);
            free += settled ? (int)(end - start) - inUse : FreePages(start, end);
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

    /// <returns>Frames that are in use or reserved.</returns>
    private int CountKept(uint block)
    {
        int inUse = machine.Use.ReservedPages(block);
        if (inUse > 0)
            holds.Add(PageSource.Kernel, Hindrance.Reserved, inUse);
        ReadOnlySpan<int> kinds = machine.Use.Kinds(block);
        for (int kind = kinds.IndexOfAnyExcept(0); kind >= 0;)
        {
            CountUsed(BlockUse.SourceOf(kind), BlockUse.MobilityOf(kind),
                BlockUse.IsPinned(kind), kinds[kind]);
            inUse += kinds[kind];
            int next = kinds[(kind + 1)..].IndexOfAnyExcept(0);
            kind = next < 0 ? -1 : kind + 1 + next;
        }
        return inUse;
    }

    /// <summary>Frames of a range that are on the free lists or the per-CPU lists.</summary>
    private int FreePages(uint start, uint end)
    {
        Frames frames = machine.Frames;
        uint head = frames.State[start] == FrameState.Tail ? frames.HeadOf(start) : start;
        // What is no head and in no free block is nothing that is looked for.
        uint at = FreeStates.Contains(frames.State[head]) ? head : start;
        int pages = 0;
        while (at < end)
        {
            int next = frames.State.AsSpan((int)at, (int)(end - at)).IndexOfAny(FreeStates);
            if (next < 0)
                break;
            at += (uint)next;
            uint after = at + Order.Pages(FrameState.OrderOf(frames.State[at]));
            pages += (int)(Math.Min(after, end) - Math.Max(at, start));
            at = after;
        }
        return pages;
    }

    private void CountUsed(PageSource source, MigrateType mobility, bool isPinned, int pages)
    {
        used[(int)source] += pages;
        if (source == PageSource.Huge)
        {
            byMobility[(int)MigrateType.Movable] += pages;
            huge += pages;
            // A huge page in use is movable; in the pool it is kept back.
            pool += mobility == MigrateType.Unmovable ? pages : 0;
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
            Pool = pool,
            Pinned = pinned,
            Owner = Most(used),
            Holder = Most(holding),
        };
        Array.Clear(used);
        Array.Clear(holding);
        Array.Clear(byMobility);
        free = huge = pool = pinned = 0;
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
