namespace FragSim.Workloads.Parts;

/// <summary>Spans of simulated time, in nanoseconds.</summary>
internal static class Ns
{
    public const long Microsecond = 1_000;
    public const long Millisecond = 1_000_000;
    public const long Second = 1_000_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
}
