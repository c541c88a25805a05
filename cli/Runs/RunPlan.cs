using FragSim.Sim;
using FragSim.Strategies;

namespace FragSim.Cli.Runs;

/// <summary>One simulation of a plan.</summary>
internal sealed record RunCell(string Strategy, ulong Seed);

/// <summary>Strategies × seeds: the same seeds for every strategy, so that results are paired.
/// </summary>
internal sealed record RunPlan(IReadOnlyList<string> Strategies, IReadOnlyList<ulong> Seeds)
{
    public const int DefaultSeeds = 4;

    /// <summary>All simulations, strategy by strategy: the order of all results.</summary>
    public IReadOnlyList<RunCell> Cells { get; } =
        [.. Strategies.SelectMany(strategy => Seeds.Select(seed => new RunCell(strategy, seed)))];

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
