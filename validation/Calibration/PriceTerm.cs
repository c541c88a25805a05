using FragSim.Sim.Base;

namespace FragSim.Validation.Calibration;

/// <summary>One price, and of what a request needs how much.</summary>
/// <param name="Name">In <see cref="CostModel"/>, or in words where that has no such price.</param>
/// <param name="Amount">How much of it a request had done.</param>
internal sealed record PriceTerm(string Name, Func<MeasuredRequest, double> Amount)
{
    /// <summary>In ns; null where <see cref="CostModel"/> has no such price.</summary>
    public long? Default { get; init; }

    /// <summary>Where the default comes from.</summary>
    public string? Source { get; init; }

    private const string Guess = "an estimate";

    private static readonly CostModel Defaults = new();

    /// <summary>Every term, in the order in which they are tried: one whose work always comes with
    /// that of terms before it can have no price of its own.</summary>
    public static IReadOnlyList<PriceTerm> All { get; } =
    [
        new("granted fault, beyond zeroing", r => r.Method == "thp" && r.Granted ? 1 : 0),
        new("failed fault", r => r.Method == "thp" && !r.Granted ? 1 : 0),
        new("PoolPageNs", r => r.Method != "thp" ? 1 : 0)
        {
            Default = Defaults.PoolPageNs,
            Source = Guess,
        },
        Priced("ScanFrameNs", Work.FramesScanned, Defaults.ScanFrameNs,
            "6.8 ns measured on a 6.18 kernel"),
        Priced("MigrateNs", Work.PagesMigrated, Defaults.MigrateNs,
            "2.1-4.0 us measured on a 6.18 kernel"),
        Priced("IsolateNs", Work.PagesPutBack, Defaults.IsolateNs, Guess),
        Priced("ReclaimRoundNs", Work.ReclaimRounds, Defaults.ReclaimRoundNs, Guess),
        Priced("LruScanNs", Work.LruScanned, Defaults.LruScanNs, Guess),
        Unpriced("put onto the active list", Work.LruActivated),
        Unpriced("batch of an LRU list", Work.LruBatches),
        Priced("ReclaimNs", Work.PagesReclaimed, Defaults.ReclaimNs, Guess),
        Priced("WritebackNs", Work.PagesWritten, Defaults.WritebackNs, "0.1 ms of an SSD"),
        Priced("FallbackNs", Work.Fallbacks, Defaults.FallbackNs, Guess),
        Unpriced("free block to move into", Work.FreeBlocksIsolated),
        Priced("CompactZoneNs", Work.CompactionRuns, Defaults.CompactZoneNs, Guess),
        Priced("CompactCallNs", Work.CompactionCalls, Defaults.CompactCallNs, Guess),
        Priced("DrainNs", Work.PcpDrained, Defaults.DrainNs, Guess),
        Priced("RefillNs", Work.BuddyTakes, Defaults.RefillNs, Guess),
        Priced("CheckPageNs", Work.HugePagesTaken, Defaults.CheckPageNs, Guess),
    ];

    private static PriceTerm Priced(string name, Work work, long price, string source) =>
        new(name, r => r.Of(work)) { Default = price, Source = source };

    private static PriceTerm Unpriced(string name, Work work) => new(name, r => r.Of(work));
}
