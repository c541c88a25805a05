using System.Runtime.ExceptionServices;
using FragSim.Sim.Events;

namespace FragSim.Workloads;

/// <summary>
/// Reads one source once and hands every event to several readers: so a recording is parsed once
/// for all strategies. A thread reads ahead into a ring of batches and waits for the slowest
/// reader; memory does not depend on the length of the source.
/// </summary>
/// <remarks>Every reader needs a thread of its own: a reader that is neither read nor disposed
/// holds back all others. A reader disposed early holds back nobody.</remarks>
public sealed class Broadcast : IDisposable
{
    internal const int BatchEvents = 4096;
    private const int RingBatches = 32;

    private readonly object _lock = new();
    private readonly IEventSource _source;
    private readonly PageEvent[][] _ring = new PageEvent[RingBatches][];
    private readonly int[] _counts = new int[RingBatches];
    private readonly BroadcastReader[] _readers;
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenRegistration _registration;
    private Thread? _thread;
    private long _produced;
    private bool _ended;
    private bool _stopping;
    private ExceptionDispatchInfo? _failure;

    /// <param name="source">Disposed when its end is reached or nobody reads any more.</param>
    /// <param name="readers">How many strategies read it.</param>
    /// <param name="cancel">Ends every reader with <see cref="OperationCanceledException"/>.
    /// </param>
    public Broadcast(IEventSource source, int readers, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(readers, 1);
        _source = source;
        _cancel = cancel;
        _readers = new BroadcastReader[readers];
        for (int i = 0; i < readers; i++)
            _readers[i] = new BroadcastReader(this);
        for (int i = 0; i < RingBatches; i++)
            _ring[i] = new PageEvent[BatchEvents];
        _registration = cancel.Register(WakeAll);
    }

    public IReadOnlyList<IEventSource> Readers => _readers;

    internal IReadOnlyList<string> Names => _source.Names;

    internal double Fraction => _source.Fraction;

    /// <summary>Ends every reader, and the source. Readers get no further events.</summary>
    public void Dispose()
    {
        foreach (BroadcastReader reader in _readers)
            reader.Dispose();
        _registration.Dispose();
        _thread?.Join();
    }

    /// <summary>Waits for batch number <paramref name="index"/>, empty at the end. The batch stays
    /// as it is until the reader's position moves past it.</summary>
    internal ReadOnlySpan<PageEvent> Batch(long index)
    {
        lock (_lock)
        {
            StartProducer();
            while (index >= _produced && !_ended && !_cancel.IsCancellationRequested)
                Monitor.Wait(_lock);
            _cancel.ThrowIfCancellationRequested();
            if (index >= _produced)
            {
                _failure?.Throw();
                return [];
            }
            int slot = (int)(index % RingBatches);
            return _ring[slot].AsSpan(0, _counts[slot]);
        }
    }

    /// <summary>A reader's position has moved, or the reader is done.</summary>
    internal void Moved(BroadcastReader reader, long position)
    {
        lock (_lock)
        {
            reader.Position = position;
            _stopping = Array.TrueForAll(_readers, r => r.Position == long.MaxValue);
            if (_stopping && _thread == null && !_ended)
            {
                _ended = true;
                _source.Dispose();
            }
            Monitor.PulseAll(_lock);
        }
    }

    private void StartProducer()
    {
        if (_thread != null || _ended)
            return;
        _thread = new Thread(Produce) { IsBackground = true, Name = "broadcast" };
        _thread.Start();
    }

    private void Produce()
    {
        try
        {
            while (WaitForRoom() is int slot and >= 0)
            {
                int count = _source.Read(_ring[slot]);
                if (count == 0)
                    break;
                lock (_lock)
                {
                    _counts[slot] = count;
                    _produced++;
                    Monitor.PulseAll(_lock);
                }
            }
        }
        // Whatever went wrong belongs to the readers, which throw it after the last good batch.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _source.Dispose();
            lock (_lock)
            {
                _ended = true;
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>The slot to fill next, or -1 when nobody wants it.</summary>
    private int WaitForRoom()
    {
        lock (_lock)
        {
            while (!_stopping && !_cancel.IsCancellationRequested
                && _produced - _readers.Min(r => r.Position) >= RingBatches)
                Monitor.Wait(_lock);
            return _stopping || _cancel.IsCancellationRequested
                ? -1 : (int)(_produced % RingBatches);
        }
    }

    private void WakeAll()
    {
        lock (_lock)
            Monitor.PulseAll(_lock);
    }
}
