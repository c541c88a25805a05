using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FragSim.Bench.Core;

/// <summary>How long this thread has run, others' time left out: what to go by on a shared
/// machine.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Nanoseconds; outside Linux those of the wall.</summary>
    public static long NowNs
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return WallNs;
            _ = ClockGetTime(ThreadCpuTime, out TimeSpec time);
            return ((long)time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

    /// <summary>Nanoseconds on the wall.</summary>
    public static long WallNs =>
        (long)Stopwatch.GetElapsedTime(0).TotalNanoseconds;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
