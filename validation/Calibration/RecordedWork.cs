using FragSim.Sim.Base;
using FragSim.Traces.Recordings;

namespace FragSim.Validation.Calibration;

/// <summary>The requests of one recording that a fit may use.</summary>
/// <param name="Name">Of the recording.</param>
/// <param name="Requests">In order of time.</param>
internal sealed record RecordedWork(string Name, IReadOnlyList<MeasuredRequest> Requests)
{
    private static readonly string[] Quiet = ["rest-", "compacted-", "final-"];

    /// <summary>The fastest grant of a fault: nearly all of it is zeroing. 0 without any.</summary>
    public long FloorNs { get; } = Requests.Where(IsGrantedFault).Select(r => r.LatencyNs)
        .DefaultIfEmpty().Min();

    /// <summary>Requests of phases without load: under it a latency has the time slices of other
    /// tasks in it.</summary>
    public IEnumerable<MeasuredRequest> AtRest => Requests.Where(r => r.LatencyNs > 0
        && Quiet.Any(phase => r.Phase.StartsWith(phase, StringComparison.Ordinal)));

    /// <exception cref="InputException">The recording is incomplete or damaged.</exception>
    public static RecordedWork Read(string folder, CancellationToken cancel)
    {
        Recording recording = RecordingFolder.Open(folder);
        return new RecordedWork(recording.Name, RequestWork.Read(recording, cancel));
    }

    /// <summary>A fault that fails zeroes no huge page, and neither does a page for the pool.
    /// </summary>
    public double StallNs(MeasuredRequest request) =>
        request.LatencyNs - (IsGrantedFault(request) ? FloorNs : 0);

    private static bool IsGrantedFault(MeasuredRequest request) =>
        request is { Method: "thp", Granted: true, LatencyNs: > 0 };
}
