using System.CommandLine;
using FragSim.Cli.Options;
using FragSim.Cli.Runs;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Replay;
using FragSim.Strategies;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim replay</c>: a recording of a real kernel under several strategies.</summary>
internal static class ReplayCommand
{
    private const string Recorded = "recorded";

    /// <summary>Runs of a recording whose tasks may meet in other ways.</summary>
    private const int DefaultSeeds = 5;

    private const string Sentence = "Replay a recording of a real kernel";

    private const string Description =
        "Replay a recording of a real kernel: from the state of memory in which it began, under "
        + "the kernel's strategy and under others. Prints one table; writes the same files as "
        + "compare.";

    private const string Examples = """
        Examples:
          fragsim replay recordings/kernbuild
          fragsim replay recordings/kernbuild --strategy linux,grouping --seeds 8
          fragsim replay recordings/kernbuild --format json --quiet > kernbuild.json
          fragsim replay build.perf.txt.zst --memory 16GiB --start /proc

        Reclaim:
          simulated  a prediction: the machine reclaims for itself, and a request takes the time
                     that its work costs while other tasks go on
          recorded   a diagnosis: pages are freed when the recorded kernel's reclaim freed them, and
                     requests go at its pace
        """;

    public static Command Create()
    {
        Lesson command = new("replay", Sentence, Description, Examples);
        Argument<string> recording = new("RECORDING")
        {
            Description = "Folder of the recording, or a trace file; see fragsim list formats",
        };
        string[] defaults =
            [.. StrategyCatalog.Defaults.OrderByDescending(name => name == "linux")];
        Option<string[]> strategy = StrategyOption.Create(
            $"Strategies to compare [default: {string.Join(',', defaults)}]");
        Option<string> reclaim = ReclaimOption();
        Option<Size> memory = SizeOption.Create(
            "--memory", "Size of RAM, for a trace that does not tell it", Size.GiB(1));
        SeedOptions seeds = new(DefaultSeeds);
        StartOption start = new();
        SettingOptions settings = new();
        CostsOption costs = new();
        OutputOptions output = new();
        command.Arguments.Add(recording);
        command.Options.Add(strategy);
        command.Options.Add(reclaim);
        command.Options.Add(memory);
        seeds.AddTo(command);
        start.AddTo(command);
        settings.AddTo(command);
        costs.AddTo(command);
        output.AddTo(command);
        command.SetAction((parse, cancel) =>
        {
            IReadOnlyList<string> names = StrategyOption.Names(parse, strategy, defaults);
            Comparison comparison = Read(
                parse.GetRequiredValue(recording), names, seeds.Read(parse),
                parse.GetValue(reclaim) == Recorded,
                start.Read(parse, memory), parse.GetValue(memory));
            comparison = comparison with
            {
                Options = comparison.Options with
                {
                    Settings = settings.Read(parse),
                    Costs = costs.Read(parse),
                },
            };
            comparison = output.Apply(parse, comparison);
            if (!comparison.Quiet && comparison.Workload.Start is { } recorded
                && StartNote.Of(comparison.Options.Settings, recorded.Settings) is { } note)
                Console.Error.WriteLine(note);
            return ComparisonRun.Execute(comparison, CompareCommand.Run, cancel);
        });
        return command;
    }

    private static Comparison Read(
        string path, IReadOnlyList<string> strategies, (ulong First, int Count) seeds,
        bool isGiven, StartFiles? start, Size memory)
    {
        if (!Path.Exists(path))
        {
            throw new InputException($"{path}: no such folder; a recording is a folder with a "
                + "trace and snap/, or a trace file.");
        }
        WorkloadSource source = WorkloadSource.Trace(path);
        if (start is not null)
            source = source.From(start);
        // At the recorded kernel's pace nothing is left to chance.
        if (isGiven)
            source = source with { IsRandom = false };
        RunPlan plan = RunPlan.Of(strategies, seeds.First, seeds.Count);
        return new Comparison
        {
            Command = "replay",
            WorkloadName = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)),
            Workload = source,
            Plan = source.IsRandom ? plan : plan.Once(),
            Options = new SimulationOptions
            {
                Given = isGiven ? RecordedDecisions.Instance : null,
                MemoryBytes = start?.MemoryBytes ?? memory.Bytes,
                SampleEveryNs = MachineOptions.TraceSampleNs,
            },
            Folder = "",
        };
    }

    private static Option<string> ReclaimOption() => new("--reclaim")
    {
        HelpName = "recorded|simulated",
        Description = "Whose reclaim frees pages [default: simulated]",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text is not (Recorded or "simulated"))
                result.AddError($"--reclaim: '{text}' is not recorded or simulated.");
            return text;
        },
    };
}
