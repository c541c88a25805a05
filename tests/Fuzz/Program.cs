using System.Globalization;
using FragSim.Fuzz;
using SharpFuzz;

// Feeds every reader with damaged input for a while, guided by coverage: what reaches new code is
// kept and damaged further. A reader may refuse with InputException and nothing else.
double seconds = args.Length == 2 && args[0] == "--seconds"
    ? double.Parse(args[1], CultureInfo.InvariantCulture) : 20;
string readers = Path.Combine(AppContext.BaseDirectory, "FragSim.Workloads.dll");
try
{
    // In place, before anything of it is loaded: the copy is this program's own.
    Fuzzer.Instrument(readers,
        type => type.StartsWith("FragSim.Workloads", StringComparison.Ordinal), Options.Value);
}
catch (InstrumentationException e) when (e.Message.Contains("already", StringComparison.Ordinal))
{
    Console.WriteLine("instrumented before");
}
return FuzzRun.All(seconds) ? 0 : 1;
