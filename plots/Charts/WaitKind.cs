using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

/// <summary>Requests by how they ended. The wait for a page and the wait for a refusal are
/// different things: a strategy that refuses fast must not look fast.</summary>
/// <param name="Name">As in "requests that were …".</param>
/// <param name="Granted">How they ended.</param>
internal sealed record WaitKind(string Name, bool Granted)
{
    public IEnumerable<RequestRecord> Of(RunResult run) =>
        run.Requests.Where(request => request.Granted == Granted);

    /// <summary>Mean in ns of a part of the wait; NaN when no request ended so.</summary>
    public double Mean(RunResult run, Func<Stall, long> part) =>
        Of(run).Select(request => (double)part(request.Stall)).DefaultIfEmpty(double.NaN).Average();
}

internal static class WaitKinds
{
    public static IReadOnlyList<WaitKind> All { get; } =
        [new("granted", true), new("refused", false)];
}
