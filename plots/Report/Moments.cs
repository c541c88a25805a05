namespace FragSim.Plots.Report;

/// <summary>A run cut into parts of the same length.</summary>
internal static class Moments
{
    /// <summary>The part, from 0 on, into which a time falls.</summary>
    public static int PartOf(long timeNs, long endNs, int parts) =>
        endNs <= 0 ? 0 : (int)Int128.Clamp((Int128)timeNs * parts / endNs, 0, parts - 1);
}
