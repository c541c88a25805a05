using System.CommandLine;
using FragSim.Cli.Options;
using FragSim.Cli.Runs;
using FragSim.Sim.Base;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim run</c>: one workload under one strategy.</summary>
internal static class RunCommand
{
    private const string Sentence = "Run one workload under one strategy";

    private const string Description =
        "Run one workload under one strategy: a comparison of one. The same files come out.";

    private const string Examples = """
        Examples:
          fragsim run
          fragsim run --strategy grouping+compaction --seeds 1
          fragsim run --strategy partition:40% --memory 8GiB --hugepage 1GiB
        """;

    public static Command Create()
    {
        Lesson command = new("run", Sentence, Description, Examples + "\n" + Lesson.Sizes);
        Option<string[]> strategy = StrategyOption.Create(
            "The strategy; see fragsim list strategies [default: linux]");
        MachineOptions machine = new();
        OutputOptions output = new();
        command.Options.Add(strategy);
        machine.AddTo(command);
        output.AddTo(command);
        command.SetAction((parse, cancel) =>
        {
            IReadOnlyList<string> names = StrategyOption.Names(parse, strategy, ["linux"]);
            if (names.Count != 1)
            {
                throw new UsageException(
                    "run takes one --strategy; fragsim compare takes several.");
            }
            Comparison comparison = output.Apply(parse, machine.Read(parse, names));
            return ComparisonRun.Execute(comparison, CompareCommand.Run, cancel);
        });
        return command;
    }
}
