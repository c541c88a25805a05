using System.CommandLine;
using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using FragSim.Cli.Options;
using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Workloads;
using FragSim.Workloads.Parts;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim trace generate</c>: a built-in workload as a trace.</summary>
internal static class GenerateCommand
{
    private const string Unfragmented = "oracle";

    private const string Sentence = "Write a built-in workload as a trace";

    private const string Description =
        "Write a built-in workload as a trace, in the format that the name of OUT tells. Workloads "
        + "that react to their machine are recorded on one: by default one without fragmentation "
        + "(the oracle), else one under a strategy. Replayed, the trace does the same again, "
        + "whatever comes.";

    private const string Examples = """
        Examples:
          fragsim trace generate highalloc highalloc.fstrace
          fragsim trace generate highalloc slow.csv.gz --memory 256MiB --strategy linux
        """;

    public static Command Create()
    {
        Argument<string> workload = new("WORKLOAD")
        {
            Description = "Built-in workload, name[:parameters]; see fragsim list workloads",
        };
        Argument<string> output = new("OUT")
        {
            Description = "File to write",
        };
        Option<Size> memory = SizeOption.Create(
            "--memory", "Size of RAM, such as 512MiB or 64GiB", Size.GiB(1));
        Option<Size> hugePage = SizeOption.Create(
            "--hugepage", "Size of the huge pages asked for", HugePage.Default);
        Option<int> seed = NumberOption.Create("--seed", "The seed", 1, 0, int.MaxValue);
        Option<string> strategy = new("--strategy", "-s")
        {
            HelpName = "NAME",
            Description = "The strategy under which it is recorded",
            DefaultValueFactory = _ => Unfragmented,
        };
        Lesson command = new("generate", Sentence, Description, Examples) { workload, output };
        Option<bool> force = ForceOption.ForFile();
        foreach (Option option in new Option[] { memory, hugePage, seed, strategy, force })
            command.Options.Add(option);
        command.SetAction(async (parse, cancel) =>
        {
            int order = HugePage.OrderOf(parse.GetValue(hugePage));
            SimulationOptions options = new()
            {
                MemoryBytes = parse.GetValue(memory).Bytes,
                HugeOrder = order,
            };
            WorkloadSetup setup =
                new(options.MemoryBytes, order, (ulong)parse.GetValue(seed));
            string name = parse.GetRequiredValue(workload), path = parse.GetRequiredValue(output);
            IStrategy judge = StrategyCatalog.Create(parse.GetRequiredValue(strategy));
            long reached = 0;
            double whole = WorkloadCatalog.DurationNs(name, setup);
            TraceFormats.CheckName(path);
            using StagedFile file = new(path, parse.GetValue(force));
            Task<int> work = Task.Run(
                () => file.Guarded(() =>
                    Generate(name, setup, file, options, judge, at => reached = at, cancel)),
                CancellationToken.None);
            int exit = await WorkProgress.Watch(work, "generating",
                () => whole > 0 ? Math.Min(1, reached / whole) : 0, Consoles.Error());
            Console.Error.WriteLine($"{path}: what {name} did on {parse.GetValue(memory)} under "
                + $"{judge.Name}. A replay asks for the same again, whatever it gets.");
            return exit;
        });
        return command;
    }

    private static int Generate(string name, WorkloadSetup setup, StagedFile file,
        SimulationOptions options, IStrategy strategy, Action<long> progress,
        CancellationToken cancel)
    {
        using IWorkload inner = WorkloadCatalog.Create(name, setup);
        using ITraceWriter writer =
            TraceFormats.Create(file.StagedPath, inner.Names, start: null);
        using RecordedAsTrace workload = RecordedAsTrace.Of(inner, writer);
        Simulation.Run(options, strategy, workload, setup.Seed, null, progress, cancel);
        writer.Complete();
        file.Complete();
        return ExitCode.Done;
    }
}
