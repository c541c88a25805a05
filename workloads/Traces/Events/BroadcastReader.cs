using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>One strategy's view of a <see cref="Broadcast"/>.</summary>
internal sealed class BroadcastReader(Broadcast broadcast) : IEventSource
{
    private int offset;
    private bool disposed;

    /// <summary>The batch being read; <see cref="long.MaxValue"/> when done. Written under the
    /// broadcast's lock.</summary>
    internal long Position { get; set; }

    public IReadOnlyList<string> Names => broadcast.Names;

    public double Fraction => broadcast.Fraction;

    public int Read(Span<PageEvent> buffer)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (buffer.IsEmpty)
            return 0;
        ReadOnlySpan<PageEvent> batch = broadcast.Batch(Position);
        int count = Math.Min(buffer.Length, batch.Length - offset);
        batch.Slice(offset, count).CopyTo(buffer);
        offset += count;
        if (count > 0 && offset == batch.Length)
        {
            offset = 0;
            broadcast.Moved(this, Position + 1);
        }
        return count;
    }

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        broadcast.Moved(this, long.MaxValue);
    }
}
