using FragSim.Sim.Base;
using FragSim.Strategies;

namespace FragSim.Cli.Runs;

/// <summary>One simulation of a plan.</summary>
internal sealed record RunCell(string Strategy, ulong Seed);

/// <summary>Strategies × seeds: the same seeds for every strategy, so that results are paired.
/// </summary>
internal sealed class RunPlan(IReadOnlyList<string> strategies, IReadOnlyList<ulong> seeds)
{
    public const int DefaultSeeds = 4;

    public IReadOnlyList<string> Strategies => strategies;

    public IReadOnlyList<ulong> Seeds => seeds;

    /// <summary>All simulations, strategy by strategy: the order of all results.</summary>
    public IReadOnlyList<RunCell> Cells { get; } =
        [.. strategies.SelectMany(strategy => seeds.Select(seed => new RunCell(strategy, seed)))];

    /// <summary>The same with the first seed alone, for what no seed changes.</summary>
    public RunPlan Once() => new(Strategies, [Seeds[0]]);

    /// <exception cref="UsageException">A strategy is spelled wrong or named twice.</exception>
    public static RunPlan Of(IReadOnlyList<string> strategies, ulong firstSeed, int seeds)
    {
        foreach (string spelling in strategies)
            StrategyCatalog.Create(spelling);
        string? twice = strategies.GroupBy(s => s).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
            throw new UsageException($"--strategy names {twice} twice; once is enough.");
        return new RunPlan(
            strategies, [.. Enumerable.Range(0, seeds).Select(i => firstSeed + (ulong)i)]);
    }
}
