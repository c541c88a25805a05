using FragSim.Cli.Runs;
using FragSim.Sim.Results;
using Spectre.Console;

namespace FragSim.Cli.Terminal;

/// <summary>How far the simulations of a plan are. When they take longer than a second it is
/// shown: as a table that lives on a terminal, as a line now and then elsewhere.</summary>
/// <param name="plan">The simulations.</param>
/// <param name="durationsNs">Simulated time of each; 0 when that cannot be known.</param>
internal sealed class RunProgress(RunPlan plan, IReadOnlyList<long> durationsNs)
{
    private readonly long[] doneNs = new long[durationsNs.Count];
    private readonly RunResult?[] ended = new RunResult?[durationsNs.Count];

    /// <summary>The part of all work that is done, 0 to 1.</summary>
    public double Fraction => Enumerable.Range(0, doneNs.Length).Average(FractionOf);

    public void Reached(int simulation, long timeNs) =>
        Volatile.Write(ref doneNs[simulation], timeNs);

    public void Ended(int simulation, RunResult result) =>
        Volatile.Write(ref ended[simulation], result);

    /// <summary>Null while it runs.</summary>
    public RunResult? ResultOf(int simulation) => Volatile.Read(ref ended[simulation]);

    /// <summary>Simulated time that one has reached.</summary>
    public long ReachedBy(int simulation) => Volatile.Read(ref doneNs[simulation]);

    public double FractionOf(int simulation)
    {
        if (ResultOf(simulation) is not null)
            return 1;
        long duration = durationsNs[simulation];
        return duration == 0
            ? 0
            : Math.Clamp((double)ReachedBy(simulation) / duration, 0, 1);
    }

    public Task<T> Watch<T>(Task<T> work, IAnsiConsole console) =>
        WorkProgress.Watch(
            work, "simulating", () => Fraction, console, () => LiveTable.Of(plan, this));
}
