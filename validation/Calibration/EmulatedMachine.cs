using FragSim.Sim.Base;

namespace FragSim.Validation.Calibration;

/// <summary>
/// The machine that recordings with exact latencies are made on: an emulator that lets one
/// nanosecond pass for each instruction, with tracing on.
/// </summary>
public static class EmulatedMachine
{
    /// <summary>What work costs there: <c>calibrate</c> over all public recordings at once.
    /// Reclaimed pages have no price of their own beside those of LRU pages looked at; fallbacks
    /// and writing are too few to tell, and keep the defaults.</summary>
    public static CostModel Costs { get; } = new()
    {
        DrainNs = 1_274,
        RefillNs = 467,
        CheckPageNs = 17,
        CompactCallNs = 5_766,
        CompactZoneNs = 30_754,
        ScanFrameNs = 52,
        IsolateNs = 1_177,
        MigrateNs = 5_176,
        LruScanNs = 3_356,
        ReclaimRoundNs = 4_579,
        ReclaimNs = 0,
        ZeroHugeNs = 282_140,
        PoolPageNs = 14_354,
    };
}
