using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FragSim.Sim.Base;

namespace FragSim.Bench.Core;

/// <summary><c>fragsim-bench core</c>: the reference stream over the bare allocator.</summary>
internal static class CoreCommand
{
    private static readonly Option<ulong> Gib = CommonOptions.Gib("Memory in GiB");

    private static readonly Option<ulong> Mib = new("--mib")
    {
        Description = "Memory in MiB, in place of --gib",
    };

    private static readonly Option<int> Size = new("--order")
    {
        Description = "Order of all blocks, 0 to 10, or mixed",
        CustomParser = ParseOrder,
    };

    private static readonly Option<uint> Occupancy = new("--occ")
    {
        Description = "Per cent of memory in use while churning",
        DefaultValueFactory = _ => 75,
    };

    private static readonly Option<ulong> Churn = new("--churn")
    {
        Description = "Events of the churn",
        DefaultValueFactory = _ => 20_000_000,
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Seed of the stream",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Repetitions = CommonOptions.Repetitions(3);

    private static readonly Option<string?> Events = new("--events")
    {
        Description = "Replay this file of events instead",
    };

    public static Command Create()
    {
        var command = new Command("core", "Time the bare buddy allocator")
        {
            Gib, Mib, Size, Occupancy, Churn, Seed, Repetitions, Events,
        };
        command.SetAction(parsed =>
            CoreBench.Run(Read(parsed), parsed.InvocationConfiguration.Output));
        return command;
    }

    /// <exception cref="UsageException">A number is out of bounds.</exception>
    private static CoreOptions Read(ParseResult parsed)
    {
        ulong mib = parsed.GetValue(Mib);
        ulong frames = mib > 0 ? mib << 8 : parsed.GetValue(Gib) << 18;
        if (!CoreRun.Holds(frames))
            throw new UsageException("memory must be a multiple of 4 MiB, at most 8191 GiB");
        if (parsed.GetValue(Occupancy) is 0 or > 94)
            throw new UsageException("--occ must be from 1 to 94");
        if (parsed.GetValue(Repetitions) < 1)
            throw new UsageException("--reps must be 1 or more");
        return new CoreOptions
        {
            Frames = (uint)frames,
            Order = parsed.GetValue(Size),
            Occupancy = parsed.GetValue(Occupancy),
            Churn = parsed.GetValue(Churn),
            Seed = parsed.GetValue(Seed),
            Repetitions = parsed.GetValue(Repetitions),
            Events = parsed.GetValue(Events),
        };
    }

    private static int ParseOrder(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text == "mixed")
            return CoreOptions.Mixed;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int order)
            && order <= Order.MaxBuddy)
            return order;
        result.AddError($"'{text}' is not an order; give 0 to {Order.MaxBuddy}, or mixed.");
        return 0;
    }
}
