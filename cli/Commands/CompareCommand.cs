using System.CommandLine;
using FragSim.Cli.Options;
using FragSim.Cli.Runs;
using FragSim.Sim.Run;
using FragSim.Strategies;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim compare</c>: one workload under several strategies, side by side.</summary>
internal static class CompareCommand
{
    private const string Sentence = "Run one workload under several strategies, side by side";

    private const string Description =
        "Run one workload under several strategies, side by side, over several seeds. Prints one "
        + "table; writes CSV files, charts and snapshots to a folder. Without arguments: the "
        + "highalloc workload on 1 GiB under the default strategies.";

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

        Columns:
          success      huge-page requests granted, of those asked
          bound        the most that effort could grant from the memory that this strategy
                       left; it says nothing of what another strategy leaves
          wait         of callers that were granted a page, and of those refused: medians
                       over seeds; per granted page: the waiting of all, refused too
          failed base  allocations of base pages and other small blocks that failed
          idle         set aside at boot and not in use, on average over the run
          *            better than every other strategy: the paired 95 % interval of the
                       difference over seeds excludes 0
        """;

    public static Command Create()
    {
        Lesson command = new("compare", Sentence, Description, Examples + "\n" + Lesson.Sizes);
        Option<string[]> strategy = StrategyOption.Create(
            $"Strategies to compare [default: {string.Join(',', StrategyCatalog.Defaults)}]");
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
