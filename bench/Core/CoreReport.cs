using System.Diagnostics;
using FragSim.Sim.Base;

namespace FragSim.Bench.Core;

/// <summary>Gathers the times of all repetitions and prints them in the reference program's lines.
/// </summary>
internal sealed class CoreReport(CoreOptions options, TextWriter output)
{
    private readonly List<PhaseTimes[]> times = [];

    /// <summary>Building the last repetition's tables.</summary>
    public long InitNs { get; set; }

    /// <summary>What the event loop left to the garbage collector, over all repetitions.</summary>
    public long AllocatedBytes { get; set; }

    public void AddTimes(PhaseTimes[] phases) => times.Add(phases);

    public void Print(CoreRun run)
    {
        int frames = run.Handles.Length;
        output.WriteLine($"backend=fragsim frames={frames} order={options.OrderName} "
            + $"occ={options.Occupancy} seed={options.Seed} reps={options.Repetitions}");
        output.WriteLine($"  init_ms={InitNs / 1e6:F1}");
        foreach (Phase phase in Enum.GetValues<Phase>())
            PrintTimes(phase);
        PrintOutcome(run);
        output.WriteLine($"  free counts: {string.Join(' ', run.FreeCounts)}");
        output.WriteLine($"  checksum_free_counts={ChecksumOf(run.FreeCounts):x16} "
            + $"checksum_handles={ChecksumOf(run.Handles):x16}");
        PrintMemory();
    }

    public void PrintDrained(CoreRun run) => output.WriteLine(
        $"  after draining all: free counts: {string.Join(' ', run.FreeCounts)}");

    private void PrintTimes(Phase phase)
    {
        PhaseTimes[] all = [.. times.Select(t => t[(int)phase]).Where(t => t.Events > 0)];
        if (all.Length == 0)
            return;
        string name = phase.ToString().ToLowerInvariant();
        output.WriteLine($"  {name,-5} events={all[0].Events,-10} "
            + $"ns/event={all.Min(t => t.CpuNsPerEvent):F2} "
            + $"wall_ns/event={all.Min(t => t.WallNsPerEvent):F2} "
            + $"(best of {options.Repetitions}; CPU time, then wall)");
    }

    private void PrintOutcome(CoreRun run)
    {
        long failed = 0, free = 0, large = 0;
        var orders = new List<string>();
        for (int order = 0; order < Order.Count; order++)
        {
            long frames = run.FreeCounts[order] << order;
            free += frames;
            large += order >= Order.Huge ? frames : 0;
            failed += run.Failures[order];
            if (run.Requests[order] > 0)
                orders.Add($" {order}:{run.Failures[order]}/{run.Requests[order]}");
        }
        double unusable = free == 0 ? 0 : 1 - ((double)large / free);
        output.WriteLine($"  failed={failed} skipped_frees={run.SkippedFrees} free_frames={free} "
            + $"free_in_order>=9={large} unusable_idx_o9={unusable:F4}");
        output.WriteLine($"  per-order fail/req:{string.Concat(orders)}");
    }

    private void PrintMemory()
    {
        long events = times.Sum(t => t.Sum(p => p.Events));
        using var process = Process.GetCurrentProcess();
        output.WriteLine($"  allocated_bytes_per_million_events="
            + $"{AllocatedBytes * 1e6 / events:F0} "
            + $"peak_rss_mib={process.PeakWorkingSet64 >> 20}");
    }

    private static ulong ChecksumOf(long[] counts) =>
        counts.Aggregate(Fnv.Basis, (hash, count) => Fnv.Add(hash, (ulong)count));

    private static ulong ChecksumOf(ReadOnlySpan<uint> handles)
    {
        ulong hash = Fnv.Basis;
        foreach (uint pfn in handles)
            hash = Fnv.Add(hash, pfn);
        return hash;
    }
}
