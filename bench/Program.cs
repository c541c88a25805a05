using System.CommandLine;
using BenchmarkDotNet.Running;
using FragSim.Bench.Core;
using FragSim.Bench.Reading;
using FragSim.Bench.Replay;
using FragSim.Sim.Base;

// Everything behind "micro" is for the micro-benchmarks' own command line. They run in this
// process: to build them anew, a project of the program's own name would have to be found.
if (args is ["micro", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. rest, "--inProcess"]);
    return 0;
}
var root = new RootCommand("Times FragSim's core.")
{
    CoreCommand.Create(),
    ReplayCommand.Create(),
    ReadCommand.Create(),
    new Command("micro", "Micro-benchmarks of the hot paths; 'micro --help' tells more"),
};
try
{
    return root.Parse(args).Invoke(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
    });
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (InputException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
