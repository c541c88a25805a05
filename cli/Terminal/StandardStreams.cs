using System.Text;
using FragSim.Cli.Base;

namespace FragSim.Cli.Terminal;

/// <summary>Standard output and standard error, with failures that are told in plain words.
/// </summary>
internal static class StandardStreams
{
    private static GuardedStream? error;

    /// <summary>What machines read: bytes, past the console.</summary>
    public static Stream Output() =>
        new GuardedStream(Console.OpenStandardOutput(), "standard output", isVital: true);

    /// <summary>Puts the guarded streams in place of the console's own.</summary>
    public static void Guard()
    {
        error = new GuardedStream(Console.OpenStandardError(), "standard error", isVital: false);
        Console.SetOut(Writer(Output()));
        Console.SetError(Writer(error));
    }

    /// <summary>Messages that were lost on a full or closed standard error are a failure, though
    /// all else went well.</summary>
    public static int Judge(int exitCode) =>
        exitCode == ExitCode.Done && error is { HasFailed: true } ? ExitCode.BadInput : exitCode;

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(false)) { AutoFlush = true };
}
