using System.Diagnostics;
using FragSim.Tests.Tidy;

namespace FragSim.Tests.Cli;

/// <summary>The real executable, as a user runs it.</summary>
internal sealed record FragsimProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The signal that interrupts it: Ctrl-C's, or, where all processes of a background
    /// job ignore that, the request to terminate, which is answered alike.</summary>
    public static string Interrupt
    {
        get
        {
            const string Field = "SigIgn:";
            const ulong CtrlC = 1 << 1;
            string mask = File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..];
            return (Convert.ToUInt64(mask.Trim(), 16) & CtrlC) == 0 ? "-INT" : "-TERM";
        }
    }

    public static FragsimProcess Run(params string[] arguments) => Finish(Start(arguments));

    /// <summary>Runs it from a shell, in the root of the repository.</summary>
    /// <param name="arguments">As typed after its name.</param>
    /// <param name="rest">What stands after them: redirections, a pipe.</param>
    public static FragsimProcess Shell(string arguments, string rest) => Finish(StartProgram(
        "bash", "-c", $"cd {Repository.PathOf(".")}; dotnet {Program} {arguments} {rest}"));

    public static Process Start(params string[] arguments) =>
        StartProgram("dotnet", [Program, .. arguments]);

    /// <summary>The program under test, for commands that start it themselves.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "fragsim.dll");

    public static Process StartProgram(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // A narrow terminal: what fits there fits everywhere.
            Environment = { ["COLUMNS"] = "80" },
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public static FragsimProcess Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                throw new TimeoutException("fragsim did not end.");
            }
            return new FragsimProcess(process.ExitCode, output.Result, error.Result);
        }
    }
}
