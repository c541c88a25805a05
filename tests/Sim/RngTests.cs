using FragSim.Sim.Base;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class RngTests
{
    [Fact]
    public void It_is_splitmix64_to_the_last_bit()
    {
        var rng = new Rng(0);
        Assert.Equal(0xE220A8397B1DCDAFUL, rng.Next());
        Assert.Equal(0x6E789E6AA1B965F4UL, rng.Next());
        Assert.Equal(0x06C45D188009454FUL, rng.Next());
    }

    [Fact]
    public void Purposes_of_one_seed_have_streams_of_their_own()
    {
        Assert.NotEqual(Rng.For(1, "a").Next(), Rng.For(1, "b").Next());
        Assert.NotEqual(Rng.For(1, "a").Next(), Rng.For(2, "a").Next());
        Assert.Equal(Rng.For(1, "a").Next(), Rng.For(1, "a").Next());
    }

    [Fact]
    public void Numbers_stay_within_their_bounds_and_reach_both_ends()
    {
        var rng = new Rng(7);
        int[] drawn = [.. Enumerable.Range(0, 1000).Select(_ => rng.Between(-2, 2))];
        Assert.Equal(-2, drawn.Min());
        Assert.Equal(2, drawn.Max());
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(0u, rng.Below(1)));
    }

    [Fact]
    public void What_happens_half_the_time_happens_about_half_the_time()
    {
        var rng = new Rng(3);
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => rng.Happens(500_000)), 4800, 5200);
        Assert.False(rng.Happens(0));
        Assert.True(rng.Happens(1_000_000));
    }
}
