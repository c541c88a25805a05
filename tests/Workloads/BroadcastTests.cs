using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class BroadcastTests
{
    private const int Many = 1_000_000;

    [Fact]
    public void Every_reader_gets_every_event_in_order_and_the_source_is_read_once()
    {
        Counting source = new(Many);
        using Broadcast broadcast = new(source, 5);
        Task<long>[] sums =
            [.. broadcast.Readers.Select((r, i) => Run(() => Sum(r, 100 + 997 * i)))];
        Assert.All(Results(sums), s => Assert.Equal((long)Many * (Many - 1) / 2, s));
        Assert.Equal(Many, source.Given);
        Assert.True(source.Disposed);
    }

    [Fact]
    public async Task A_slow_reader_holds_the_producer_back_so_that_memory_stays_bounded()
    {
        Counting source = new(Many);
        using Broadcast broadcast = new(source, 2);
        Task<long> fast = Run(() => Sum(broadcast.Readers[0], 4096));
        PageEvent[] some = new PageEvent[10];
        broadcast.Readers[1].Read(some);
        Task pause = Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Same(pause, await Task.WhenAny(fast, pause));
        Assert.InRange(source.Given, 0, 64 * Broadcast.BatchEvents);
        broadcast.Readers[1].Dispose();
        Assert.Equal((long)Many * (Many - 1) / 2, await fast);
    }

    [Fact]
    public void A_failure_of_the_source_reaches_every_reader_after_the_events_before_it()
    {
        using Broadcast broadcast = new(new Counting(Many) { FailAt = 10_000 }, 3);
        Task<string>[] failures = [.. broadcast.Readers.Select(r => Run(() =>
        {
            PageEvent[] buffer = new PageEvent[64];
            int read = 0;
            try
            {
                while (true)
                    read += r.Read(buffer);
            }
            catch (InputException e)
            {
                return $"{read / Broadcast.BatchEvents} {e.Message}";
            }
        }))];
        Assert.All(Results(failures), f => Assert.Equal("2 t.csv:1: broken", f));
    }

    [Fact]
    public void Cancelling_ends_every_reader()
    {
        using CancellationTokenSource cancel = new();
        using Broadcast broadcast = new(new Counting(long.MaxValue), 2, cancel.Token);
        Task<bool>[] ended = [.. broadcast.Readers.Select(r => Run(() =>
        {
            Assert.Throws<OperationCanceledException>(() => Sum(r, 4096));
            return true;
        }))];
        cancel.CancelAfter(50);
        Assert.All(Results(ended), Assert.True);
    }

    [Fact]
    public void Disposing_all_readers_ends_the_source_unread()
    {
        Counting source = new(Many);
        Broadcast broadcast = new(source, 2);
        broadcast.Readers[0].Dispose();
        Assert.False(source.Disposed);
        broadcast.Dispose();
        Assert.True(source.Disposed);
    }

    [Fact]
    public void An_empty_source_ends_at_once()
    {
        using Broadcast broadcast = new(new Counting(0), 1);
        Assert.Equal(0, broadcast.Readers[0].Read(new PageEvent[1]));
        Assert.Equal(0, broadcast.Readers[0].Read(new PageEvent[1]));
    }

    private static Task<T> Run<T>(Func<T> body) =>
        Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private static T[] Results<T>(Task<T>[] tasks)
    {
        Assert.True(Task.WaitAll(tasks, TimeSpan.FromSeconds(30)), "a reader hangs");
        return [.. tasks.Select(t => t.Result)];
    }

    private static long Sum(IEventSource source, int batch)
    {
        PageEvent[] buffer = new PageEvent[batch];
        long sum = 0;
        long next = 0;
        int count;
        while ((count = source.Read(buffer)) > 0)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(next++, buffer[i].TimeNs);
                sum += buffer[i].TimeNs;
            }
        }
        return sum;
    }

    private sealed class Counting(long count) : IEventSource
    {
        private long next;

        public long FailAt { get; init; } = long.MaxValue;

        public long Given => Volatile.Read(ref next);

        public bool Disposed { get; private set; }

        public IReadOnlyList<string> Names => [];

        public int Read(Span<PageEvent> buffer)
        {
            if (next + buffer.Length > FailAt)
                throw InputException.At("t.csv", 1, "broken");
            int n = (int)Math.Min(buffer.Length, count - next);
            for (int i = 0; i < n; i++)
                buffer[i].TimeNs = next + i;
            Volatile.Write(ref next, next + n);
            return n;
        }

        public void Dispose() => Disposed = true;
    }
}
