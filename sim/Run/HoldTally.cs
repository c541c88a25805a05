using System.Numerics;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Sim.Run;

/// <summary>Counts, block by block of the huge order, whose pages cannot go.</summary>
internal sealed class HoldTally
{
    private static readonly int Sources = Enum.GetValues<PageSource>().Length;
    private static readonly int Hindrances = Enum.GetValues<Hindrance>().Length;

    private readonly int[] here = new int[Sources * Hindrances];
    private readonly long[] blocks = new long[Sources * Hindrances];
    private readonly long[] alone = new long[Sources * Hindrances];
    private readonly long[] pages = new long[Sources * Hindrances];
    private ulong kindsHere;
    private long hugeBlocks;
    private long held;
    private long inUse;

    /// <summary>Pages of the block at hand; of each kind there, a bit is set besides.</summary>
    public void Add(PageSource source, Hindrance hindrance, int count)
    {
        int kind = ((int)source * Hindrances) + (int)hindrance;
        here[kind] += count;
        kindsHere |= 1UL << kind;
    }

    /// <summary>The block at hand is complete.</summary>
    /// <param name="isHuge">It is a huge page.</param>
    public void EndBlock(bool isHuge)
    {
        hugeBlocks++;
        inUse += isHuge ? 1 : 0;
        held += kindsHere != 0 ? 1 : 0;
        if (BitOperations.IsPow2(kindsHere))
            alone[BitOperations.TrailingZeroCount(kindsHere)]++;
        for (; kindsHere != 0; kindsHere &= kindsHere - 1)
        {
            int kind = BitOperations.TrailingZeroCount(kindsHere);
            blocks[kind]++;
            pages[kind] += here[kind];
            here[kind] = 0;
        }
    }

    /// <summary>What was counted since the last time.</summary>
    public BlockerSurvey Finish(long timeNs)
    {
        var survey = new BlockerSurvey
        {
            TimeNs = timeNs,
            HugeBlocks = hugeBlocks,
            HeldBlocks = held,
            InUse = inUse,
            Blockers = [.. Enumerable.Range(0, blocks.Length).Where(i => blocks[i] > 0)
                .Select(i => new Blocker((PageSource)(i / Hindrances),
                    (Hindrance)(i % Hindrances), blocks[i], alone[i], pages[i]))
                .OrderByDescending(b => b.Blocks)],
        };
        foreach (long[] counts in (long[][])[blocks, alone, pages])
            Array.Clear(counts);
        // What lies behind the last whole block belongs to none.
        Array.Clear(here);
        kindsHere = 0;
        hugeBlocks = held = inUse = 0;
        return survey;
    }
}
