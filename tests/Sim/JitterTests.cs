using FragSim.Sim.Tasks;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>How long tasks think.</summary>
public sealed class JitterTests
{
    [Fact]
    public void A_task_thinks_up_to_a_quarter_shorter_or_longer_than_it_did()
    {
        var jitter = new Jitter(1);
        long[] times = [.. Enumerable.Range(0, 1_000).Select(_ => jitter.Think(1_000_000))];
        Assert.All(times, ns => Assert.InRange(ns, 750_000, 1_250_000));
        Assert.True(times.Min() < 760_000 && times.Max() > 1_240_000);
    }

    [Fact]
    public void The_same_seed_gives_the_same_times_and_another_gives_others()
    {
        long[] Times(ulong seed)
        {
            var jitter = new Jitter(seed);
            return [.. Enumerable.Range(0, 10).Select(_ => jitter.Think(1_000_000))];
        }
        Assert.Equal(Times(7), Times(7));
        Assert.NotEqual(Times(7), Times(8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Without_a_time_to_think_there_is_none(long ns) =>
        Assert.Equal(0, new Jitter(1).Think(ns));
}
