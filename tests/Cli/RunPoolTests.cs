using FragSim.Validation;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class RunPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public void Results_come_in_the_order_of_the_plan(int workers)
    {
        // Early ones take longest, so that they end last where there are several workers.
        int[] results = RunPool.Run(20, workers, (i, _) =>
        {
            Thread.Sleep(20 - i);
            return i * i;
        }, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => i * i), results);
    }

    [Fact]
    public void The_earliest_fault_stops_the_others_and_is_thrown()
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() =>
            RunPool.Run<int>(1000, 2, (i, cancel) =>
            {
                if (i == 3)
                    throw new InvalidOperationException("third");
                cancel.WaitHandle.WaitOne(i < 3 ? 0 : Timeout.Infinite);
                cancel.ThrowIfCancellationRequested();
                return i;
            }, CancellationToken.None));

        Assert.Equal("third", fault.Message);
    }

    [Fact]
    public void A_cancelled_pool_throws_and_begins_nothing_more()
    {
        using CancellationTokenSource source = new();
        int begun = 0;
        Assert.Throws<OperationCanceledException>(() => RunPool.Run(100, 1, (i, _) =>
        {
            begun++;
            source.Cancel();
            return i;
        }, source.Token));
        Assert.Equal(1, begun);
    }
}
