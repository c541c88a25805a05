using System.Diagnostics;

namespace FragSim.Tests.Cli;

/// <summary>The real executable, as a user runs it.</summary>
internal sealed record FragsimProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static FragsimProcess Run(params string[] arguments) => Finish(Start(arguments));

    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // A narrow terminal: what fits there fits everywhere.
            Environment = { ["COLUMNS"] = "80" },
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "fragsim.dll"));
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
