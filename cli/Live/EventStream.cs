using FragSim.Workloads.Text;

namespace FragSim.Cli.Live;

/// <summary>Copies what the kernel prints to a compressed file, on a thread of its own, and counts
/// lines.</summary>
internal sealed class EventStream : IDisposable
{
    private const int CheckEveryBytes = 16 << 20;

    private readonly Stream pipe;
    private readonly Stream file;
    private readonly Func<bool> hasRoom;
    private readonly Action stop;
    private readonly Thread thread;
    private volatile bool stopping;

    /// <param name="pipe">Read until the last words, or its end.</param>
    /// <param name="path">A new file.</param>
    /// <param name="hasRoom">False when the disk is getting full.</param>
    /// <param name="stop">Makes the last words come.</param>
    public EventStream(Stream pipe, string path, Func<bool> hasRoom, Action stop)
    {
        (this.pipe, this.hasRoom, this.stop) = (pipe, hasRoom, stop);
        file = CompressedFile.Create(path);
        thread = new Thread(Copy) { IsBackground = true, Name = "trace_pipe" };
        thread.Start();
    }

    /// <summary>Lines so far.</summary>
    public long Lines { get; private set; }

    /// <summary>What went wrong; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Waits for the end of what is left.</summary>
    public void Finish()
    {
        End();
        if (!thread.Join(TimeSpan.FromMinutes(10)))
            throw new IOException("the kernel does not end its trace");
        if (Failure is { } e)
            throw new IOException(e.Message, e);
    }

    public void Dispose()
    {
        End();
        thread.Join(TimeSpan.FromSeconds(10));
        pipe.Dispose();
        file.Dispose();
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
            long sinceCheck = 0;
            while (true)
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
                sinceCheck += got;
                if (sinceCheck >= CheckEveryBytes && !hasRoom())
                    throw new IOException("the disk is nearly full");
                sinceCheck %= CheckEveryBytes;
                // The last words may come in two pieces.
                int tail = Math.Min(kept + got, TracefsInstance.LastWords.Length);
                buffer.AsSpan(kept + got - tail, tail).CopyTo(buffer);
                kept = tail;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Failure = e;
        }
    }
}
