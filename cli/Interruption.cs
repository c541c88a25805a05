using System.Globalization;
using System.Runtime.InteropServices;
using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using FragSim.Cli.Terminal;

namespace FragSim.Cli;

/// <summary>Ctrl-C, a request to terminate, or a terminal that closes: the first cancels the
/// token, so that work ends and cleans up. Work that has not ended soon after is cut off, and its
/// leftovers are removed; the second signal ends the process at once.</summary>
/// <remarks>The command-line library's own handling is there only once a command waits for the
/// first time; an interruption before that would leave temporary files.</remarks>
internal sealed class Interruption : IDisposable
{
    /// <summary>How long work may go on after the first signal.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    /// <summary>How long an interrupted process tries to say so: standard error may be a pipe that
    /// is full, and the work may have hung on just that.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(100);

    /// <summary>Outlives the work: what is said after it may hang, too.</summary>
    private static Timer? end;

    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> signals = [];

    public Interruption()
    {
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel));
        if (!IsHangUpIgnored())
            signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel));
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in signals)
            signal.Dispose();
        source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = !source.IsCancellationRequested;
        if (!context.Cancel)
            return;
        end = new Timer(_ => CutOff(), null, Grace, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }

    private static void CutOff()
    {
        lock (Leftovers.Naming)
        {
            Leftovers.RemoveAll();
            Task.Run(Say).Wait(Farewell);
            Environment.Exit(ExitCode.Interrupted);
        }
    }

    private static void Say()
    {
        // A progress bar hides the cursor, and has no time to show it again.
        if (!Console.IsErrorRedirected)
            PrintableConsole.Below(Console.Error).Write("\u001b[?25h\n");
        Console.Error.WriteLine(Failure.Interrupted());
    }

    /// <summary>nohup makes a process ignore the signal, and so it must stay.</summary>
    private static bool IsHangUpIgnored()
    {
        try
        {
            const string Field = "SigIgn:";
            string mask = File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..];
            return (ulong.Parse(mask.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                & 1) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or InvalidOperationException)
        {
            return false;
        }
    }
}
