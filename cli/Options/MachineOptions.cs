using System.CommandLine;
using FragSim.Cli.Runs;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;

namespace FragSim.Cli.Options;

/// <summary>Options that choose the workload, the machine and the seeds.</summary>
internal sealed class MachineOptions
{
    /// <summary>Traces are short: sampling begins fine and coarsens by itself.</summary>
    public const long TraceSampleNs = 10_000_000;

    private readonly Option<string> workload = new("--workload", "-w")
    {
        HelpName = "NAME",
        Description = "Built-in workload, name[:parameters]; see fragsim list workloads",
        DefaultValueFactory = _ => "highalloc",
    };

    private readonly Option<string?> trace = new("--trace", "-t")
    {
        HelpName = "FILE",
        Description = "Replay a trace file instead; see fragsim list formats",
    };

    private readonly Option<Size> memory = SizeOption.Create(
        "--memory", "Size of RAM, such as 512MiB or 64GiB", Size.GiB(1));

    private readonly StartOption start = new();

    private readonly SettingOptions settings = new();

    private readonly CostsOption costs = new();

    private readonly Option<Size> hugePage = SizeOption.Create(
        "--hugepage", "Size of the huge pages asked for: 2MiB, 16MiB, 1GiB", HugePage.Default);

    private readonly Option<Size> kernelZone = SizeOption.Create(
        "--kernel-zone", "Memory the kernel can use for itself, such as 896MiB; the rest is "
            + "HighMem [default: all]", default);

    private readonly Option<Size> pageblock = SizeOption.Create(
        "--pageblock", "Size of a pageblock, up to 4MiB", HugePage.Default);

    private readonly Option<Size> swap = SizeOption.Create(
        "--swap", "Room on disk for anonymous memory [default: none]", default);

    private readonly SeedOptions seeds = new(RunPlan.DefaultSeeds);

    public void AddTo(Command command)
    {
        kernelZone.DefaultValueFactory = swap.DefaultValueFactory = null;
        Option[] all = [workload, trace, memory, kernelZone, swap, hugePage, pageblock];
        foreach (Option option in all)
            command.Options.Add(option);
        seeds.AddTo(command);
        start.AddTo(command);
        settings.AddTo(command);
        costs.AddTo(command);
    }

    /// <exception cref="UsageException">An option does not go with another, or is out of bounds.
    /// </exception>
    /// <exception cref="InputException">The trace is not there.</exception>
    public Comparison Read(ParseResult parse, IReadOnlyList<string> strategies)
    {
        string? file = parse.GetValue(trace);
        if (file is not null && parse.GetResult(workload) is { Implicit: false })
            throw new UsageException("--trace and --workload exclude each other; give one.");
        StartFiles? from = start.Read(parse, memory);
        Size ram = from is null ? parse.GetValue(memory) : new Size(from.MemoryBytes);
        if (ram.Bytes is < SimulationOptions.MinMemoryBytes or > SimulationOptions.MaxMemoryBytes)
            throw new UsageException(from is null
                ? $"--memory {ram}: a machine has from 16MiB to 8191GiB."
                : $"--start: the machine has {ram}, and from 16MiB to 8191GiB can be simulated; "
                    + "give all of its zones.");

        int order = HugePage.OrderOf(parse.GetValue(hugePage));
        string name = file ?? parse.GetRequiredValue(workload);
        (ulong first, int count) = seeds.Read(parse);
        RunPlan plan = RunPlan.Of(strategies, first, count);
        WorkloadSource source = file is null
            ? WorkloadSource.Synthetic(name, from?.FreeBytes ?? ram.Bytes, order)
            : WorkloadSource.Trace(file);
        if (from is not null)
            source = source.From(from);
        return new Comparison
        {
            Command = parse.CommandResult.Command.Name,
            WorkloadName = name,
            Workload = source,
            Plan = source.IsRandom ? plan : plan.Once(),
            Options = new SimulationOptions
            {
                MemoryBytes = ram.Bytes,
                KernelZoneBytes = parse.GetValue(kernelZone).Bytes,
                SwapBytes = parse.GetValue(swap).Bytes,
                HugeOrder = order,
                Settings = settings.Read(parse),
                Costs = costs.Read(parse),
                PageblockOrder = PageblockOrder(parse.GetValue(pageblock)),
                SampleEveryNs = file is null
                    ? new SimulationOptions().SampleEveryNs : TraceSampleNs,
            },
            Folder = "",
        };
    }

    private static int PageblockOrder(Size size)
    {
        int order = HugePage.OrderOf(size, "--pageblock");
        return order <= Order.MaxBuddy
            ? order
            : throw new UsageException($"--pageblock {size}: a pageblock has at most 4MiB.");
    }
}
