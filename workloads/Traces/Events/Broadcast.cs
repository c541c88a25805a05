using System.Runtime.ExceptionServices;
using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>
/// Reads one source once and hands every event to several readers: so a recording is parsed once
/// for all strategies. A thread reads ahead into a ring of batches and waits for the slowest
/// reader; memory does not depend on the length of the source.
/// </summary>
/// <remarks>Every reader needs a thread of its own: a reader that is neither read nor disposed
/// holds back all others. A reader disposed early holds back no other.</remarks>
public sealed class Broadcast : IDisposable
{
    internal const int BatchEvents = 4096;
    private const int RingBatches = 32;

    private readonly object gate = new();
    private readonly IEventSource source;
    private readonly PageEvent[][] ring = new PageEvent[RingBatches][];
    private readonly int[] counts = new int[RingBatches];
    private readonly BroadcastReader[] readers;
    private readonly CancellationToken cancel;
    private readonly CancellationTokenRegistration registration;
    private Thread? thread;
    private long produced;
    private bool ended;
    private bool stopping;
    private ExceptionDispatchInfo? failure;

    /// <param name="source">Disposed when its end is reached or no reader is left.</param>
    /// <param name="readers">How many strategies read it.</param>
    /// <param name="cancel">Ends every reader with <see cref="OperationCanceledException"/>.
    /// </param>
    public Broadcast(IEventSource source, int readers, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(readers, 1);
        this.source = source;
        this.cancel = cancel;
        this.readers = new BroadcastReader[readers];
        for (int i = 0; i < readers; i++)
            this.readers[i] = new BroadcastReader(this);
        for (int i = 0; i < RingBatches; i++)
            ring[i] = new PageEvent[BatchEvents];
        registration = cancel.Register(WakeAll);
    }

    /// <summary>One source for each strategy; all give the same events.</summary>
    public IReadOnlyList<IEventSource> Readers => readers;

    internal IReadOnlyList<string> Names => source.Names;

    internal double Fraction => source.Fraction;

    /// <summary>Ends every reader, and the source. Readers get no further events.</summary>
    public void Dispose()
    {
        foreach (BroadcastReader reader in readers)
            reader.Dispose();
        registration.Dispose();
        thread?.Join();
    }

    /// <summary>Waits for batch number <paramref name="index"/>, empty at the end. The batch stays
    /// as it is until the reader's position moves past it.</summary>
    internal ReadOnlySpan<PageEvent> Batch(long index)
    {
        lock (gate)
        {
            StartProducer();
            while (index >= produced && !ended && !cancel.IsCancellationRequested)
                Monitor.Wait(gate);
            cancel.ThrowIfCancellationRequested();
            if (index >= produced)
            {
                failure?.Throw();
                return [];
            }
            int slot = (int)(index % RingBatches);
            return ring[slot].AsSpan(0, counts[slot]);
        }
    }

    /// <summary>A reader's position has moved, or the reader is done.</summary>
    internal void Moved(BroadcastReader reader, long position)
    {
        lock (gate)
        {
            reader.Position = position;
            stopping = Array.TrueForAll(readers, r => r.Position == long.MaxValue);
            if (stopping && thread == null && !ended)
            {
                ended = true;
                source.Dispose();
            }
            Monitor.PulseAll(gate);
        }
    }

    private void StartProducer()
    {
        if (thread != null || ended)
            return;
        thread = new Thread(Produce) { IsBackground = true, Name = "broadcast" };
        thread.Start();
    }

    private void Produce()
    {
        try
        {
            while (WaitForRoom() is int slot and >= 0)
            {
                int count = source.Read(ring[slot]);
                if (count == 0)
                    break;
                lock (gate)
                {
                    counts[slot] = count;
                    produced++;
                    Monitor.PulseAll(gate);
                }
            }
        }
        // Whatever went wrong belongs to the readers, which throw it after the last good batch.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            source.Dispose();
            lock (gate)
            {
                ended = true;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>The slot to fill next, or -1 when no reader wants it.</summary>
    private int WaitForRoom()
    {
        lock (gate)
        {
            while (!stopping && !cancel.IsCancellationRequested
                && produced - readers.Min(r => r.Position) >= RingBatches)
                Monitor.Wait(gate);
            return stopping || cancel.IsCancellationRequested
                ? -1 : (int)(produced % RingBatches);
        }
    }

    private void WakeAll()
    {
        lock (gate)
            Monitor.PulseAll(gate);
    }
}
