using System.Security.Cryptography;
using FragSim.Plots;
using FragSim.Plots.Style;
using SkiaSharp;
using Xunit;

namespace FragSim.Tests.Plots;

/// <summary>A change of a picture must be meant. After looking at the new picture
/// (<see cref="GalleryTests"/>) put its hash here. Another version of SkiaSharp draws other pixels,
/// so the hashes hold for the pinned one only.</summary>
public class GoldenChartTests
{
    private const int SkiaMilestone = 119;

    [Theory]
    [InlineData("success", false, "635B50B41DFF7244")]
    [InlineData("success-over-time", true, "E4AD2119F61B8B4A")]
    [InlineData("why-it-failed", false, "6CB460C0565F0C57")]
    [InlineData("blockers", true, "192F9AFEE031E0A2")]
    [InlineData("stall-causes", true, "D53E3F0514A52E20")]
    [InlineData("pageblock-map", false, "504A475180E24B76")]
    public void The_picture_is_the_one_that_was_looked_at(string chart, bool dark, string hash)
    {
        Assert.SkipUnless(
            SkiaSharpVersion.Native.Major == SkiaMilestone, "another version of SkiaSharp");
        var png = ChartCatalog.Render(
            chart, SampleResults.Of(5), new ChartStyle { Dark = dark }, ChartFormat.Png);
        // The pixels, not the file: compression may differ between builds of zlib.
        using var bitmap = SKBitmap.Decode(png);
        Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(bitmap.Bytes))[..16]);
    }
}
