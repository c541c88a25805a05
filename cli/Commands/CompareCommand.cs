using System.CommandLine;
using FragSim.Cli.Runs;
using FragSim.Sim;
using FragSim.Strategies;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim compare</c>: one workload under several strategies, side by side.</summary>
internal static class CompareCommand
{
    private const string Sentence = "Run one workload under several strategies, side by side";

    private const string Description =
        "Run one workload under several strategies, side by side, over several seeds. Prints one "
        + "table; writes CSV files, charts and snapshots to a folder. Without arguments: the "
        + "highalloc workload on 1 GiB under the five default strategies.";

    private const string Examples = """
        Examples:
          fragsim compare
          fragsim compare --memory 4GiB --seeds 8 --baseline none
          fragsim compare --strategy none,partition:25%+grouping,linux
          fragsim compare --trace mine.csv --hugepage 16MiB
          fragsim compare --format csv --quiet > summary.csv

        Strategies:
          Names separated by commas; + puts two together (grouping+compaction), : gives
          parameters (partition:25%). fragsim list strategies names them all.
        """;

    public static Command Create()
    {
        Lesson command = new("compare", Sentence, Description, Examples + "\n" + Lesson.Sizes);
        Option<string[]> strategy = StrategyOption.Create(
            "Strategies to compare [default: none,partition,grouping,compaction,linux]");
        MachineOptions machine = new();
        OutputOptions output = new();
        command.Options.Add(strategy);
        machine.AddTo(command);
        output.AddTo(command);
        command.SetAction((parse, cancel) =>
        {
            IReadOnlyList<string> names =
                StrategyOption.Names(parse, strategy, StrategyCatalog.Defaults);
            Comparison comparison = output.Apply(parse, machine.Read(parse, names));
            return ComparisonRun.Execute(comparison, Run, cancel);
        });
        return command;
    }

    /// <summary>One simulation, with a strategy of its own.</summary>
    public static readonly Simulate Run =
        (options, strategy, workload, seed, snapshots, progress, cancel) => Simulation.Run(
            options, StrategyCatalog.Create(strategy), workload, seed, snapshots, progress, cancel);
}
