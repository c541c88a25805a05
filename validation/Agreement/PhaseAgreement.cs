using FragSim.Sim.Base;
using FragSim.Sim.Results;
using FragSim.Traces.Recordings;

namespace FragSim.Validation.Agreement;

/// <summary>The huge-page requests of one phase, modelled and recorded.</summary>
/// <remarks>
/// Stalls leave zeroing out: the model's own, and of what the kernel granted, the shortest fault of
/// the recording, which is nearly all zeroing. Requests that the recorder did not attempt any
/// more have no latency, so their stalls are left out of both.
/// </remarks>
public sealed record PhaseAgreement
{
    /// <summary>Success may differ by this many percentage points, unless several runs of the
    /// kernel differ by more.</summary>
    public const double SuccessBar = 3;

    /// <summary>Name of the phase.</summary>
    public required string Phase { get; init; }
    /// <summary>Huge pages that were asked for.</summary>
    public required int Requests { get; init; }
    /// <summary>Requests that the model granted.</summary>
    public required int Granted { get; init; }
    /// <summary>Requests that the recorded kernel granted.</summary>
    public required int KernelGranted { get; init; }
    /// <summary>What several runs of the kernel gave; null when only one is known.</summary>
    public required (int Fewest, int Most)? KernelRuns { get; init; }
    /// <summary>Median stall in the model, without zeroing.</summary>
    public required long StallP50Ns { get; init; }
    /// <summary>99th percentile of the stall in the model, without zeroing.</summary>
    public required long StallP99Ns { get; init; }
    /// <summary>Median stall in the kernel, without zeroing.</summary>
    public required long KernelStallP50Ns { get; init; }
    /// <summary>99th percentile of the stall in the kernel, without zeroing.</summary>
    public required long KernelStallP99Ns { get; init; }
    /// <summary>All that the percentiles are of, in ascending order.</summary>
    public IReadOnlyList<long> StallsNs { get; init; } = [];
    /// <summary>The same requests in the kernel, in ascending order.</summary>
    public IReadOnlyList<long> KernelStallsNs { get; init; } = [];

    /// <summary>Percentage points between the model and the nearest run of the kernel.</summary>
    public double PointsApart
    {
        get
        {
            int fewest = KernelRuns?.Fewest ?? KernelGranted;
            int most = KernelRuns?.Most ?? KernelGranted;
            return 100.0 * (Granted - Math.Clamp(Granted, fewest, most)) / Math.Max(Requests, 1);
        }
    }

    /// <summary>Points apart, against <see cref="SuccessBar"/>.</summary>
    public Check Check => new(Phase, ZoneShape.All, "success", Math.Abs(PointsApart), SuccessBar);

    /// <summary>Phases of a run in order of time.</summary>
    public static IReadOnlyList<PhaseAgreement> Of(
        Recording recording, IReadOnlyList<RequestRecord> requests)
    {
        long floor = recording.Requests.Where(r => r is { Method: "thp", Granted: true })
            .Select(r => r.LatencyNs).DefaultIfEmpty().Min();
        ILookup<string, RecordedRequest> recorded = recording.Requests.ToLookup(r => r.Phase);
        return [.. requests.GroupBy(r => r.Phase).Where(p => recorded.Contains(p.Key))
            .Select(p => Of(recording.Name, [.. p], [.. recorded[p.Key]], floor))];
    }

    private static PhaseAgreement Of(
        string recording, RequestRecord[] model, RecordedRequest[] kernel, long floorNs)
    {
        long[] stalls = [.. model.Zip(kernel).Where(r => r.Second.LatencyNs > 0)
            .Select(r => r.First.Stall.TotalNs - Floor(r.Second, r.First.Stall.ZeroNs)).Order()];
        long[] kernelStalls = [.. kernel.Where(r => r.LatencyNs > 0)
            .Select(r => StallOf(r, floorNs)).Order()];
        return new PhaseAgreement
        {
            Phase = model[0].Phase,
            Requests = model.Length,
            Granted = model.Count(r => r.Granted),
            KernelGranted = kernel.Count(r => r.Granted),
            KernelRuns = NoiseFloor.Of(recording, model[0].Phase),
            StallP50Ns = Percentile.Of(stalls, 50),
            StallP99Ns = Percentile.Of(stalls, 99),
            KernelStallP50Ns = Percentile.Of(kernelStalls, 50),
            KernelStallP99Ns = Percentile.Of(kernelStalls, 99),
            StallsNs = stalls,
            KernelStallsNs = kernelStalls,
        };
    }

    private static long StallOf(RecordedRequest request, long floorNs) => request.Granted
        ? Math.Max(request.LatencyNs - Floor(request, floorNs), 0) : request.LatencyNs;

    // A page made for the pool is not zeroed.
    private static long Floor(RecordedRequest request, long zeroNs) =>
        request.Method == "thp" ? zeroNs : 0;
}
