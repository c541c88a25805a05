using FragSim.Sim.Base;

namespace FragSim.Sim.Tasks;

/// <summary>
/// Chance in how the tasks of a recording meet: a task never thinks equally long twice, so that two
/// runs of one machine never agree. Each seed is one such run.
/// </summary>
internal sealed class Jitter(ulong seed)
{
    private const int Parts = 1024;

    private readonly Rng rng = Rng.For(seed, "think time");

    /// <summary>How long a task thinks that thought for a time when it was recorded.</summary>
    /// <param name="ns">The recorded time, in ns; a negative one is none.</param>
    /// <returns>The time, up to a quarter shorter or longer.</returns>
    public long Think(long ns)
    {
        long thought = Math.Max(ns, 0);
        return thought + (thought / (4 * Parts) * rng.Between(-Parts, Parts));
    }
}
