using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using Xunit;

namespace FragSim.Tests.Cli.Staging;

public sealed class OutputClaimTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public OutputClaimTests()
    {
        Directory.CreateDirectory(place["rec/snap"]);
        Directory.CreateSymbolicLink(place["link"], place["rec"]);
        Directory.CreateSymbolicLink(place["loop"], place["loop"]);
    }

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("rec", "is the input itself")]
    [InlineData("rec/", "is the input itself")]
    [InlineData("rec/snap/..", "is the input itself")]
    [InlineData("link", "is the input itself")]
    [InlineData("link/snap/../../rec", "is the input itself")]
    [InlineData("rec/out", "is inside the input")]
    [InlineData("link/snap/out", "is inside the input")]
    [InlineData(".", "holds the input")]
    public void An_output_that_overlaps_an_input_is_refused(string output, string how)
    {
        OutputException refused = Assert.Throws<OutputException>(
            () => OutputClaim.Check(place[output], [place["rec"]]));
        Assert.Contains(how, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("record")]
    [InlineData("out/rec")]
    [InlineData("loop")]
    [InlineData("loop/rec")]
    public void An_output_elsewhere_is_not(string output) =>
        OutputClaim.Check(place[output], [place["rec"]]);
}
