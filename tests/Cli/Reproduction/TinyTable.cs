using FragSim.Sim.Boot;
using FragSim.Validation.Reproduction;

namespace FragSim.Tests.Cli.Reproduction;

/// <summary>A table that takes a moment: the least memory under two strategies.</summary>
internal static class TinyTable
{
    public static PublishedTable Table { get; } = new()
    {
        Name = "T0",
        Title = "A tiny one",
        Source = "Nobody, 2006",
        Parts =
        [
            new TablePart
            {
                Title = "Granted, in percent",
                Setup = "Next to no memory.",
                Experiments = [On("plain", "none"), On("pool", "partition:50%")],
                Rows =
                [
                    new Row("granted", "%", [1, double.NaN], run => run.Summary.SuccessPct),
                    new Row("asked", "pages", [double.NaN, double.NaN],
                        run => run.Summary.Attempts),
                ],
            },
        ],
        Criteria =
        [
            new("1", true, "plain below pool", r => r["granted"].Rises("plain", "pool")),
            new("2", false, "a million asked for", r => r["asked"]["plain"].AtLeast(1e6)),
        ],
    };

    private static Experiment On(string name, string strategy) => new(
        name, strategy, "llfree-frag",
        new SimulationOptions { MemoryBytes = 64UL << 20, MaxMaps = 0 });
}
