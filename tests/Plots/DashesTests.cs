using System.Text;
using System.Text.RegularExpressions;
using FragSim.Plots;
using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Tests.Cli;
using SkiaSharp;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed partial class DashesTests
{
    [Fact]
    public void A_pattern_of_seven_on_and_three_off_gives_a_stroke_every_ten()
    {
        using SKPath line = new();
        line.MoveTo(0, 0);
        line.LineTo(95, 0);
        using SKPath strokes = Dashes.Cut(line, Patterns.Dash);
        Assert.Equal(10, Regex.Count(strokes.ToSvgPathData(), "M"));
        Assert.Equal(95, strokes.Bounds.Right, 3);
    }

    [Fact]
    public void A_solid_line_stays_whole()
    {
        using SKPath line = new();
        line.MoveTo(0, 0);
        line.LineTo(95, 0);
        using SKPath strokes = Dashes.Cut(line, Patterns.Solid);
        Assert.Equal(1, Regex.Count(strokes.ToSvgPathData(), "M"));
    }

    [Fact]
    public void An_svg_holds_the_dashes_of_lines_and_of_its_legend()
    {
        string svg = Encoding.UTF8.GetString(ChartCatalog.Render("stall-cdf",
            SampleResults.Named(["none", "strict"], 1), new ChartStyle(), ChartFormat.Svg));
        // The dotted line in the legend and in the two panels.
        Assert.True(PathData().Matches(svg).Count(
            path => Regex.Count(path.Groups[1].Value, "M") > 5) >= 3);
    }

    [Fact]
    public void Drawing_every_chart_says_nothing_on_standard_error_of_what_an_svg_cannot_hold()
    {
        using TemporaryFolder place = new();
        FragsimProcess run = FragsimProcess.Run("compare", "--memory", "64MiB", "--seeds", "2",
            "--strategy", "none,strict,lumpy,tree", "--out", place["out"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("Unsupported", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("addPaint", run.Error, StringComparison.Ordinal);
        FragsimProcess cpus = FragsimProcess.Run("run", "--workload", "pagecache:files=one",
            "--memory", "64MiB", "--seeds", "1", "--out", place["cpus"]);
        Assert.True(cpus.ExitCode == 0, cpus.Error);
        Assert.True(File.Exists(place["cpus/charts/cpus.svg"]));
        Assert.DoesNotContain("Unsupported", cpus.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex("<path[^>]* d=\"([^\"]*)\"")]
    private static partial Regex PathData();
}
