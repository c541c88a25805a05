using FragSim.Sim.Results;
using FragSim.Tests.Docs;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class FleetTests
{
    /// <summary>Published of a fleet: less than 7 % of memory, 34 % of the blocks.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void After_an_hour_a_few_unmovable_pages_lie_in_a_third_of_the_blocks(ulong seed)
    {
        var blocks = new FirstOf("served");
        WorkloadSuiteTests.Run("fleet", "linux", seed, 512, blocks);
        Assert.InRange(blocks.UnmovablePct, 5, 8);
        Assert.InRange(blocks.MixedPct, 28, 42);
    }

    [Fact]
    public void Without_bursts_unmovable_pages_stay_together()
    {
        var blocks = new FirstOf("served");
        WorkloadSuiteTests.Run("fleet:burst=1,minutes=20", "linux", 1, 256, blocks);
        Assert.InRange(blocks.MixedPct, 0, 8);
    }
}
