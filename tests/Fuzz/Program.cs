using System.Globalization;
using FragSim.Fuzz;
using SharpFuzz;

// Feeds every reader with damaged input for a while, guided by coverage: what reaches new code is
// kept and damaged further. A reader may refuse with a message and nothing else.
//   dotnet run --project tests/Fuzz -c Release -- [--seconds N] [--reader NAME] [--seed N]
string? Value(string name) =>
    Array.IndexOf(args, name) is int at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
double seconds = double.Parse(Value("--seconds") ?? "60", CultureInfo.InvariantCulture);
ulong seed = ulong.Parse(Value("--seed") ?? "1", CultureInfo.InvariantCulture);
string? reader = Value("--reader");

// In place, before anything of it is loaded: the copy is this program's own.
Instrument("FragSim.Workloads.dll", "FragSim.Workloads");
Instrument("FragSim.Sim.dll", "FragSim.Sim.Results");
Instrument("FragSim.Strategies.dll", "FragSim.Strategies");
Instrument("fragsim.dll", "FragSim.Cli");
// Instrumented code counts from its first call on.
Coverage.Clear();
return Run() ? 0 : 1;

bool Run() => FuzzRun.All(
    [.. Targets.All.Where(t => reader is null || t.Name == reader)], seconds, seed);

static void Instrument(string file, string types)
{
    try
    {
        Fuzzer.Instrument(Path.Combine(AppContext.BaseDirectory, file),
            type => type.StartsWith(types, StringComparison.Ordinal), Options.Value);
    }
    catch (InstrumentationException e)
        when (e.Message.Contains("already", StringComparison.Ordinal))
    {
        Console.WriteLine($"{file}: instrumented before");
    }
}
