using System.CommandLine;
using FragSim.Cli.Runs;
using FragSim.Sim.Base;
using FragSim.Traces.Machines;

namespace FragSim.Cli.Options;

/// <summary>The option that begins simulations in the state of a real machine.</summary>
internal sealed class StartOption
{
    private readonly Option<string?> option = new("--start")
    {
        HelpName = "DIR|FILE",
        Description = "Begin in the state of a machine: a folder with copies of /proc/buddyinfo, "
            + "pagetypeinfo, zoneinfo and kpageflags (as far as there are), /proc itself, or one "
            + "file of buddyinfo, pagetypeinfo or a kernel log (- is standard input)",
    };

    public void AddTo(Command command) => command.Options.Add(option);

    /// <summary>Null when the option was not given.</summary>
    /// <exception cref="UsageException">The machine's size is not known.</exception>
    /// <exception cref="InputException">The files are not there, or damaged.</exception>
    public StartFiles? Read(ParseResult parse, Option<Size> memory)
    {
        if (parse.GetValue(option) is not { } path)
            return null;
        MachineSnapshot snapshot = MachineSnapshot.Open(path);
        ulong given = parse.GetResult(memory) is { Implicit: false }
            ? parse.GetValue(memory).Bytes : 0;
        if (given == 0 && MachineStart.PagesOf(snapshot, given) is null)
        {
            throw new UsageException(
                $"--start {path}: does not tell how large the machine is; give --memory, or a "
                + "folder with zoneinfo.");
        }
        return new StartFiles(snapshot, given);
    }
}
