namespace FragSim.Cli.Base;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command line is wrong.</summary>
    public const int BadUsage = 1;

    /// <summary>An input is wrong, or the output cannot be written.</summary>
    public const int BadInput = 2;

    /// <summary>A fault of the program itself.</summary>
    public const int OwnFault = 3;

    /// <summary>Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
