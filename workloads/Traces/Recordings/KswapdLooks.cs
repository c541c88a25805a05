using FragSim.Traces.Ftrace;

namespace FragSim.Traces.Recordings;

/// <summary>
/// Does kswapd lie down? Before it does it looks at the zones, from the lowest up, for one that
/// kcompactd could compact (<c>wakeup_kcompactd</c>). But it looks in the same way after it has
/// reclaimed for a large block, whether that is enough (<c>should_continue_reclaim</c>).
/// </summary>
internal sealed class KswapdLooks
{
    private bool took;
    private int rounds;
    private int lastZone;

    /// <summary>What it did last was to look whether it can leave the rest to kcompactd.</summary>
    public bool Lies { get; private set; }

    /// <summary>The order it looked for; 0 when it did not look.</summary>
    public byte Order { get; private set; }

    /// <summary>An event of kswapd's.</summary>
    public void Saw(in FtraceRecord record)
    {
        if (record.Kind == FtraceKind.Suitable)
        {
            if (rounds == 0 || record.Zone <= lastZone)
                rounds++;
            lastZone = record.Zone;
            Order = record.Order;
            Lies = rounds > (took && Order > Sim.Base.Order.Costly ? 1 : 0);
            return;
        }
        Lies = record.Kind == FtraceKind.WakeupKcompactd;
        if (Lies)
            return;
        took = record.Kind == FtraceKind.Free
            || (took && rounds == 0 && record.Kind != FtraceKind.KswapdWake);
        rounds = 0;
        Order = Sim.Base.Order.Base;
    }
}
