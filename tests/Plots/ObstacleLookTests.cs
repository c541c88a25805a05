using FragSim.Plots.Style;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed class ObstacleLookTests
{
    private static readonly Reason[] Reasons =
        [.. Enum.GetValues<Obstacle>().Select(obstacle => new Reason(obstacle, null))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reasons_that_mean_different_things_differ_in_colour(bool dark)
    {
        Reason[] reasons = [.. Reasons.Where(
            r => r.Obstacle is not (Obstacle.Unmovable or Obstacle.Pinned))];
        for (int i = 0; i < reasons.Length; i++)
            for (int j = 0; j < i; j++)
            {
                double apart = OkLab.Of(ObstacleLook.Color(reasons[i], dark)).Distance(
                    OkLab.Of(ObstacleLook.Color(reasons[j], dark)));
                Assert.True(apart >= 0.1, $"{reasons[i]} and {reasons[j]}: {apart:0.000}");
            }
    }

    [Fact]
    public void Every_reason_has_a_name_of_its_own() =>
        Assert.Distinct(Reasons.Select(ObstacleLook.Name));
}
