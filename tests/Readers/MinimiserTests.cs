using FragSim.Fuzz;
using Xunit;

namespace FragSim.Tests.Readers;

public sealed class MinimiserTests
{
    [Fact]
    public void Only_what_finds_the_same_is_left()
    {
        byte[] input = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
        byte[] least = Minimiser.Smallest(input, b => b.Contains((byte)17) && b.Contains((byte)99));
        Assert.Equal(new byte[] { 17, 99 }, least);
    }
}
