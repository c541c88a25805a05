using Spectre.Console;

namespace FragSim.Cli.Terminal;

/// <summary>How far the simulations of a plan are, and a bar that shows it when they take longer
/// than a second.</summary>
/// <param name="durationsNs">Simulated time of each; 0 when that cannot be known.</param>
internal sealed class RunProgress(IReadOnlyList<long> durationsNs)
{
    private readonly long[] doneNs = new long[durationsNs.Count];
    private readonly bool[] ended = new bool[durationsNs.Count];

    /// <summary>The part of all work that is done, 0 to 1.</summary>
    public double Fraction => doneNs.Select((done, i) => PartOf(i, done)).Average();

    public void Reached(int simulation, long timeNs) =>
        Volatile.Write(ref doneNs[simulation], timeNs);

    public void Ended(int simulation) => Volatile.Write(ref ended[simulation], true);

    public Task<T> Watch<T>(Task<T> work, IAnsiConsole console) =>
        WorkProgress.Watch(work, "simulating", () => Fraction, console);

    private double PartOf(int i, long done)
    {
        if (Volatile.Read(ref ended[i]))
            return 1;
        return durationsNs[i] == 0 ? 0 : Math.Clamp((double)done / durationsNs[i], 0, 1);
    }
}
