using System.Diagnostics;
using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Files.Staging;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Cli;

/// <summary>What a user is told of work that failed, and the exit code of it.</summary>
internal static class Failure
{
    private const int LongestCommand = 100;

    /// <summary>Writes a message.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="args">The command line.</param>
    /// <param name="error">Standard error when null.</param>
    /// <returns>The exit code.</returns>
    public static int Tell(Exception e, string[] args, TextWriter? error = null)
    {
        if (e is AggregateException { InnerException: { } inner })
            return Tell(inner, args, error);
        (string message, int code) = e switch
        {
            UsageException => ($"{e.Message}\n{FragsimCommand.Hint(args)}", ExitCode.BadUsage),
            InputException or OutputException => (e.Message, ExitCode.BadInput),
            OperationCanceledException => (Interrupted(), ExitCode.Interrupted),
            OutOfMemoryException => ("There is not enough memory for this; make --memory smaller, "
                + "or --workers fewer.", ExitCode.BadInput),
            _ when IoReason.IsRefusal(e) =>
                ($"A file cannot be read or written: {IoReason.Of(e)}.", ExitCode.BadInput),
            _ => (Fault(e, args), ExitCode.OwnFault),
        };
        (error ?? Console.Error).WriteLine(message);
        return code;
    }

    /// <summary>Says whether anything came of the work.</summary>
    public static string Interrupted() => Leftovers.HasNamed
        ? "Interrupted: the files are written." : "Interrupted: nothing was written.";

    /// <summary>All that a report of the fault needs, in one line.</summary>
    private static string Fault(Exception e, string[] args)
    {
        string command = string.Join(' ', args.Prepend("fragsim"));
        if (command.Length > LongestCommand)
            command = command[..LongestCommand] + "…";
        string what = e.Message.ReplaceLineEndings(" ");
        return $"fragsim {Json.Version} has a fault of its own: {e.GetType().Name} in {Place(e)}: "
            + $"{Printable.Path(what)} Please report this line; the command was: {command}";
    }

    private static string Place(Exception e)
    {
        System.Reflection.MethodBase? method = new StackTrace(e).GetFrames()
            .Select(frame => frame.GetMethod())
            .FirstOrDefault(m => m?.DeclaringType?.FullName?.StartsWith("FragSim.",
                StringComparison.Ordinal) ?? false);
        return method is null ? "a library" : $"{method.DeclaringType!.Name}.{method.Name}";
    }
}
