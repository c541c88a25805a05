using FragSim.Sim.Base;

namespace FragSim.Traces.Ftrace;

/// <summary>Allocation flags as the kernel numbers them: <c>include/linux/gfp_types.h</c> of 6.1,
/// of which 5.1 and all later kernels have the same bits where these are read.</summary>
internal static class GfpBits
{
    /// <summary>Bit n of the kernel's number; <see cref="GfpFlags.None"/> for what no model
    /// reads.</summary>
    private static readonly GfpFlags[] Bits =
    [
        GfpFlags.None, GfpFlags.Highmem, GfpFlags.None, GfpFlags.Movable,
        GfpFlags.Reclaimable, GfpFlags.High, GfpFlags.Io, GfpFlags.Fs,
        GfpFlags.Zero, GfpFlags.Atomic, GfpFlags.DirectReclaim, GfpFlags.KswapdReclaim,
        GfpFlags.Write, GfpFlags.Nowarn, GfpFlags.RetryMayfail, GfpFlags.Nofail,
        GfpFlags.Noretry, GfpFlags.None, GfpFlags.Comp, GfpFlags.Nomemalloc,
        GfpFlags.Hardwall, GfpFlags.None, GfpFlags.Account,
    ];

    public static GfpFlags Read(uint bits)
    {
        GfpFlags flags = GfpFlags.None;
        for (int i = 0; i < Bits.Length; i++)
            flags |= (bits & 1u << i) != 0 ? Bits[i] : GfpFlags.None;
        return flags;
    }

    /// <summary>MOVABLE and RECLAIMABLE, as <c>gfp_migratetype</c> reads them.</summary>
    public static MigrateType Mobility(GfpFlags flags) =>
        (flags & GfpFlags.Movable) != 0 ? MigrateType.Movable
        : (flags & GfpFlags.Reclaimable) != 0 ? MigrateType.Reclaimable
        : MigrateType.Unmovable;
}
