using FragSim.Traces.Text;

namespace FragSim.Cli.Live;

/// <summary>Copies what the kernel prints to a file, on a thread of its own, and counts lines.
/// </summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Stream pipe;
    private readonly Stream file;
    private readonly Action stop;
    private readonly Thread thread;
    private volatile bool stopping;
    private volatile bool abandoned;

    /// <param name="pipe">Read until the last words, or its end.</param>
    /// <param name="file">Closed in the end.</param>
    /// <param name="stop">Makes the last words come.</param>
    public EventStream(Stream pipe, Stream file, Action stop)
    {
        (this.pipe, this.file, this.stop) = (pipe, file, stop);
        thread = new Thread(Copy) { IsBackground = true, Name = "trace_pipe" };
        thread.Start();
    }

    /// <summary>Lines so far.</summary>
    public long Lines { get; private set; }

    /// <summary>What went wrong; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Waits for the end of what is left, and ends the file.</summary>
    /// <exception cref="IOException">The kernel prints no end, or the file cannot be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Finish(CancellationToken cancel)
    {
        End();
        for (TimeSpan left = Patience; !thread.Join(Look); left -= Look)
        {
            cancel.ThrowIfCancellationRequested();
            if (left < TimeSpan.Zero)
                throw new IOException("the kernel does not end its trace");
        }
        if (Failure is { } e)
            throw e;
        file.Dispose();
    }

    /// <summary>What is left is not waited for.</summary>
    public void Dispose()
    {
        abandoned = true;
        End();
        thread.Join(Patience / 60);
        pipe.Dispose();
        try
        {
            file.Dispose();
        }
        catch (Exception e) when (IoReason.IsRefusal(e))
        {
            // The file had no room for its end, and is not kept.
        }
    }

    private void End()
    {
        if (stopping)
            return;
        stopping = true;
        stop();
    }

    private void Copy()
    {
        try
        {
            byte[] buffer = new byte[1 << 16];
            int kept = 0;
            while (!abandoned)
            {
                int got = pipe.Read(buffer, kept, buffer.Length - kept);
                // Before the end it only means that nothing has been printed yet.
                if (got == 0 && stopping)
                    return;
                if (got == 0)
                    Thread.Sleep(10);
                file.Write(buffer, kept, got);
                Lines += buffer.AsSpan(kept, got).Count((byte)'\n');
                if (stopping && buffer.AsSpan(0, kept + got).IndexOf(
                    TracefsInstance.LastWords) >= 0)
                    return;
                // The last words may come in two pieces.
                int tail = Math.Min(kept + got, TracefsInstance.LastWords.Length);
                buffer.AsSpan(kept + got - tail, tail).CopyTo(buffer);
                kept = tail;
            }
        }
        catch (Exception e) when (e is ObjectDisposedException || IoReason.IsRefusal(e))
        {
            Failure = e;
        }
    }
}
