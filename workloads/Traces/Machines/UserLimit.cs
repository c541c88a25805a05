namespace FragSim.Traces.Machines;

/// <summary>Free pages of a zone that are kept from a user's request, which may use every zone.
/// </summary>
/// <param name="Pages">The watermark min and the reserve against the highest zone
/// (<c>__zone_watermark_ok</c> in <c>mm/page_alloc.c</c>).</param>
/// <param name="Source">Where they are from.</param>
internal sealed record UserLimit(long Pages, LimitSource Source)
{
    /// <summary>All that a zone can have.</summary>
    private const long Everything = 1L << 40;

    /// <summary>The limits of the zones of <see cref="MachineSnapshot.Free"/>, in its order.
    /// </summary>
    /// <param name="machine">What it tells.</param>
    /// <param name="memoryBytes">Its size, where it does not tell that; 0 when it is not known.
    /// </param>
    public static List<UserLimit> Of(MachineSnapshot machine, ulong memoryBytes)
    {
        ZoneSizes sizes = ZoneSizes.Of(machine, memoryBytes);
        List<UserLimit> limits = [];
        for (int i = 0; i < machine.Free.Count; i++)
        {
            MachineZone? told = machine.ZoneOf(machine.Free[i]);
            limits.Add(new UserLimit(
                (told is { High: > 0 } ? told.Min : sizes.AreKnown ? sizes.Min(i) : 0)
                    + (told is { Protection.Count: > 0 } ? told.Protection.Max()
                        : sizes.AreKnown || !IsSmallBelowOthers(machine, i)
                            ? sizes.Reserve(i) : Everything),
                told is { High: > 0, Protection.Count: > 0 }
                    || (told is null && machine.Zones is not null) ? LimitSource.Told
                    : sizes.AreKnown ? LimitSource.Computed : LimitSource.Unknown));
        }
        return limits;
    }

    /// <summary>How many blocks can be taken from so many free pages, one after the
    /// other.</summary>
    public long Blocks(long freePages, int order)
    {
        long above = freePages - Pages - ((1L << order) - 1);
        return above <= 0 ? 0 : ((above - 1) >> order) + 1;
    }

    /// <summary>ZONE_DMA, which any machine of more than 4 GiB closes to users.</summary>
    private static bool IsSmallBelowOthers(MachineSnapshot machine, int zone) =>
        machine.Free[zone] is { Zone: "DMA", FreePages: <= ZoneSizes.DmaPages }
            && machine.Free.Any(z => z.Zone != "DMA");
}

/// <summary>How the limits of a zone are known.</summary>
internal enum LimitSource
{
    /// <summary>The machine tells them.</summary>
    Told,
    /// <summary>From the sizes of zones, by the kernel's rules.</summary>
    Computed,
    /// <summary>The sizes are not known either: no watermark counts, and ZONE_DMA is closed.
    /// </summary>
    Unknown,
}
