using System.Security.Cryptography;
using FragSim.Plots;
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
    [InlineData("success", false, "71E7CD38E68FF44E")]
    [InlineData("success-over-time", true, "CFBBF1C1D99DFE42")]
    [InlineData("why-it-failed", false, "C0B6A178FAA73E31")]
    [InlineData("blockers", true, "BF175F34A6628EA6")]
    [InlineData("stall-causes", true, "DAFA05B96C0A09A1")]
    [InlineData("pageblock-map", false, "E8FB05AA3E3D5782")]
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
