using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class FleetTests
{
    /// <summary>Published of a fleet: less than 7 % of memory, 34 % of the blocks.</summary>
    [Fact]
    public void After_an_hour_a_few_unmovable_pages_lie_in_a_third_of_the_blocks()
    {
        var blocks = new FirstOf("served");
        WorkloadSuiteTests.Run("fleet", "linux", 1, 256, blocks);
        Assert.InRange(blocks.UnmovablePct, 5, 8);
        Assert.InRange(blocks.MixedPct, 28, 42);
    }

    [Fact]
    public void Without_bursts_unmovable_pages_stay_together()
    {
        var blocks = new FirstOf("served");
        WorkloadSuiteTests.Run("fleet:burst=1,minutes=10", "linux", 1, 128, blocks);
        Assert.InRange(blocks.MixedPct, 0, 10);
    }
}
