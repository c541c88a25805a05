using System.Runtime.InteropServices;

namespace FragSim.Cli;

/// <summary>Ctrl-C or a request to terminate: the first cancels the token, so that work ends and
/// cleans up; the second ends the process at once.</summary>
/// <remarks>The command-line library's own handling is there only once a command waits for the
/// first time; an interruption before that would leave temporary files.</remarks>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public Interruption()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
