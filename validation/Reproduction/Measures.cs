using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Validation.Reproduction;

/// <summary>What published tables measure, of a simulation.</summary>
internal static class Measures
{
    public static IEnumerable<RequestRecord> Requests(RunResult run, string phase) =>
        run.Requests.Where(r => r.Phase == phase);

    /// <summary>Granted of asked in a phase, in percent.</summary>
    public static Func<RunResult, double> Success(string phase) =>
        run => 100.0 * Granted(run, phase).Count() / Requests(run, phase).Count();

    /// <summary>Granted in one zone of all that was asked for in a phase, in percent.</summary>
    public static Func<RunResult, double> SuccessIn(string zone, string phase) => run =>
        100.0 * Granted(run, phase).Count(r => r.Zone == zone) / Requests(run, phase).Count();

    /// <summary>Memory granted as huge pages in a phase, in percent of all memory.</summary>
    public static Func<RunResult, double> OfMemory(string phase, ulong memoryBytes) => run =>
        100.0 * (Granted(run, phase).Count() * (4096L << run.HugeOrder)) / (long)memoryBytes;

    /// <summary>Memory granted as huge pages in a phase, in percent of what was free when it
    /// began.</summary>
    public static Func<RunResult, double> OfFree(string phase) => run =>
        100.0 * (Granted(run, phase).Count() << run.HugeOrder)
            / First(run, phase).Zones.Sum(z => z.FreePages + z.PcpPages);

    /// <summary>How much counters rose in a phase.</summary>
    public static Func<RunResult, double> Rise(string phase, params VmCounter[] counters) => run =>
    {
        Sample first = First(run, phase), last = run.Samples.Last(s => s.Phase == phase);
        return counters.Sum(c => last.Counters[(int)c] - first.Counters[(int)c]);
    };

    /// <summary>A percentile of what granted requests of a phase waited, without zeroing and with
    /// the constant cost of an allocation, in microseconds.</summary>
    public static Func<RunResult, double> LatencyUs(string phase, double percent) => run =>
    {
        long[] sorted = [.. Granted(run, phase)
            .Select(r => r.Stall.TotalNs - r.Stall.ZeroNs).Order()];
        return (Percentile.Of(sorted, percent) + new CostModel().AllocateNs) / 1000.0;
    };

    private static IEnumerable<RequestRecord> Granted(RunResult run, string phase) =>
        Requests(run, phase).Where(r => r.Granted);

    /// <summary>The sample that was taken as the phase began: the last of the one before.
    /// </summary>
    private static Sample First(RunResult run, string phase)
    {
        int at = run.Samples.Select((s, i) => (s, i)).First(p => p.s.Phase == phase).i;
        return run.Samples[Math.Max(at - 1, 0)];
    }
}
