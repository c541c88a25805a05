using FragSim.Sim;
using FragSim.Sim.Memory;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>Sizes of the HighAlloc test, all in proportion to memory.</summary>
internal sealed record HighAllocShape
{
    public required int MemoryPages { get; init; }

    public required int HugeOrder { get; init; }

    /// <summary>Builds at a time: six copies of the tree and the primary one.</summary>
    public int Jobs { get; init; } = 7;

    /// <summary>How long the builds run before the first pass.</summary>
    public int LoadSeconds { get; init; } = 300;

    /// <summary>How long it takes to unpack and copy the trees; a job starts as each is
    /// done.</summary>
    public int CopySeconds { get; init; } = 120;

    /// <summary>How long they go on after the second.</summary>
    public int SettleSeconds { get; init; } = 180;

    /// <summary>Share of memory that the builds hold as anonymous memory, in percent: nearly all
    /// that fits beside a quarter of memory set aside, so that memory is truly full.</summary>
    public int AnonPercent { get; init; } = 69;

    /// <summary>Share of memory asked for in each pass, in percent
    /// (<c>HIGHALLOC_PERCENTAGE</c>).</summary>
    public int RequestPercent { get; init; } = 95;

    /// <summary>All files together, in percent of memory.</summary>
    public int FilePercent { get; init; } = 150;

    /// <summary>Of a million deleted files, so many are still open somewhere.</summary>
    public uint StillOpenPerMillion { get; init; } = 10_000;

    public int Attempts => (int)Math.Max(
        (long)MemoryPages * RequestPercent / 100 / Order.Pages(HugeOrder), 1);

    /// <summary>16 MB/s: one 2 MiB page every 125 ms.</summary>
    public long RequestEveryNs => 125_000_000L * Order.Pages(HugeOrder) / 512;

    /// <summary>Unmovable pages taken at boot: a fiftieth of memory.</summary>
    public int BootPages => MemoryPages / 50;

    public CompileJobShape Job
    {
        get
        {
            int perJob = (int)((long)MemoryPages * AnonPercent / 100 / Jobs);
            int heap = Math.Clamp(perJob / 112, 64, 2048);
            return new CompileJobShape(perJob - heap, heap / 2, heap * 2, 5_000_000_000, 28);
        }
    }

    /// <summary>Sizes in pages: most files are small, some are large.</summary>
    public int[] FileSizes(Rng rng)
    {
        var sizes = new List<int>();
        for (long left = (long)MemoryPages * FilePercent / 100; left > 0; left -= sizes[^1])
            sizes.Add(1 << (int)rng.Below(7) | (int)rng.Below(4));
        return [.. sizes];
    }
}
