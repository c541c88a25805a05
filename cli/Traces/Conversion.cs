using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;

namespace FragSim.Cli.Traces;

/// <summary>The events of one trace written as another.</summary>
/// <param name="input">A trace file, or a recording's folder.</param>
/// <param name="output">Its extension names the format.</param>
/// <param name="force">Replace a file that is there already.</param>
internal sealed class Conversion(string input, string output, bool force)
{
    private const int BatchEvents = 4096;

    private volatile IEventSource? reading;

    /// <summary>How much of the input was read, 0 to 1.</summary>
    public double Fraction => reading?.Fraction ?? 0;

    public long Events { get; private set; }

    /// <exception cref="UsageException">The output's format is not known.</exception>
    /// <exception cref="InputException">The input is wrong.</exception>
    /// <exception cref="OutputException">The output cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public int Run(CancellationToken cancel)
    {
        TraceFormats.CheckName(output);
        ITrace trace = TraceFormats.Open(input);
        using StagedFile file = new(output, force, input);
        using IEventSource source = trace.OpenEvents();
        reading = source;
        try
        {
            return file.Guarded(() => Write(source, trace.Start, file, cancel));
        }
        finally
        {
            reading = null;
        }
    }

    private int Write(
        IEventSource source, StartState? start, StagedFile file, CancellationToken cancel)
    {
        using ITraceWriter writer = TraceFormats.Create(file.StagedPath, source.Names, start);
        PageEvent[] batch = new PageEvent[BatchEvents];
        while (source.Read(batch) is int count and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (ref readonly PageEvent e in batch.AsSpan(0, count))
                writer.Apply(e);
            Events += count;
        }
        writer.Complete();
        file.Complete();
        return ExitCode.Done;
    }
}
