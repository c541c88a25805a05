using System.Text;
using System.Xml.Linq;
using FragSim.Plots.Style;
using FragSim.Plots.Validation;
using FragSim.Sim.Base;
using SkiaSharp;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed class ValidationChartsTests
{
    private static readonly ChartStyle Small = new() { Width = 640, Height = 400, Scale = 1 };

    public static TheoryData<string> Charts =>
        [.. ValidationCharts.Entries.Select(entry => entry.Name)];

    [Theory, MemberData(nameof(Charts))]
    public void The_same_recording_gives_the_same_bytes(string chart)
    {
        foreach (ChartFormat format in Enum.GetValues<ChartFormat>())
        {
            Assert.Equal(
                ValidationCharts.Render(chart, Recording(14), Small, format),
                ValidationCharts.Render(chart, Recording(14), Small, format));
        }
    }

    [Theory, MemberData(nameof(Charts))]
    public void A_recording_with_nothing_to_compare_says_so(string chart) =>
        Assert.Contains("nothing to show", Text(chart, Recording(0)), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Charts))]
    public void Every_chart_names_the_recording_and_tells_the_model_from_the_kernel(string chart)
    {
        string text = Text(chart, Recording(3));
        Assert.Contains("made-up from 00-start", text, StringComparison.Ordinal);
        Assert.Contains("linux", text, StringComparison.Ordinal);
        Assert.Contains("kernel", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Charts))]
    public void Dark_is_dark_to_the_corners(string chart)
    {
        byte[] png = ValidationCharts.Render(
            chart, Recording(5), Small with { Dark = true }, ChartFormat.Png);
        using SKBitmap bitmap = SKBitmap.Decode(png);
        Assert.Equal(SKColor.Parse("#14171C"), bitmap.GetPixel(0, 0));
    }

    [Theory, MemberData(nameof(Charts))]
    public void Hostile_names_are_drawn_as_text(string chart)
    {
        const string hostile = "</text><script>\0\u202e漢";
        ComparedRecording recording = Recording(2) with { Name = hostile, Strategy = hostile };
        XDocument svg = Svg(chart, recording);
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName == "script");
    }

    [Fact]
    public void Free_memory_is_written_for_model_and_kernel_at_every_mark()
    {
        string text = Text("free-by-order", Recording(3));
        Assert.Contains("02-mark", text, StringComparison.Ordinal);
        Assert.Contains("8 MiB", text, StringComparison.Ordinal);
        Assert.Contains("12 MiB", text, StringComparison.Ordinal);
        Assert.Contains(
            "the upper is linux, the lower the kernel", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_zone_has_a_panel_of_its_own_and_a_lone_zone_only_that()
    {
        string two = Text("unusable-index", Recording(3));
        Assert.Contains("the machine", two, StringComparison.Ordinal);
        Assert.Contains("zone high", two, StringComparison.Ordinal);
        ComparedRecording lone = Recording(3);
        lone = lone with
        {
            Marks = [.. lone.Marks.Select(m => m with { Scopes = [.. m.Scopes.Take(2)] })],
        };
        Assert.DoesNotContain(
            "the machine", Text("unusable-index", lone), StringComparison.Ordinal);
    }

    [Fact]
    public void The_range_of_real_runs_is_told_where_it_is_known_and_missed_where_not()
    {
        Assert.Contains("range of the kernel's runs", Text("success", Recording(1)),
            StringComparison.Ordinal);
        ComparedRecording single = Recording(1);
        single = single with
        {
            Phases = [.. single.Phases.Select(p => p with { KernelRuns = null })],
        };
        Assert.Contains("recorded once, so the range is unknown", Text("success", single),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Stalls_under_load_are_left_out_and_so_are_phases_that_nobody_timed()
    {
        string text = Text("stall-cdf", Recording(1));
        Assert.Contains("rest-thp, 3 requests timed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("load-thp", text, StringComparison.Ordinal);
        Assert.DoesNotContain("final-thp", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_that_does_not_exist_is_a_usage_error_that_lists_those_that_do()
    {
        var error = Assert.Throws<UsageException>(
            () => ValidationCharts.Render("pie", Recording(1), Small, ChartFormat.Png));
        Assert.Contains("unusable-index", error.Message, StringComparison.Ordinal);
    }

    private static ComparedRecording Recording(int marks) => new()
    {
        Name = "made-up",
        From = "00-start",
        Strategy = "linux",
        UnusableBar = 0.05,
        Marks = [.. Enumerable.Range(1, marks).Select(i => new ComparedMark($"{i:00}-mark",
            [Scope("all"), Scope("low"), Scope("high")]))],
        Phases = marks == 0 ? [] :
            [Phase("load-thp", 5), Phase("rest-thp", 3), Phase("final-thp", 0)],
    };

    private static ComparedScope Scope(string name) => new(name, Free(2, 0.25), Free(3, 0.5));

    /// <summary>So many blocks of 4 MiB.</summary>
    private static FreeMemory Free(long largest, double unusable)
    {
        long[] blocks = new long[Order.Count];
        blocks[Order.MaxBuddy] = largest;
        return new FreeMemory(blocks, unusable);
    }

    private static ComparedPhase Phase(string name, int timed) => new()
    {
        Name = name,
        Requests = 10,
        Granted = 7,
        KernelGranted = 6,
        KernelRuns = (4, 8),
        StallsNs = [.. Enumerable.Range(0, timed).Select(i => 5_000L * i)],
        KernelStallsNs = [.. Enumerable.Range(0, timed).Select(i => 20_000L * i)],
    };

    private static string Text(string chart, ComparedRecording recording) =>
        string.Join('\n', Svg(chart, recording).Descendants()
            .Where(e => e.Name.LocalName == "text").Select(e => e.Value));

    private static XDocument Svg(string chart, ComparedRecording recording) =>
        XDocument.Parse(Encoding.UTF8.GetString(ValidationCharts.Render(
            chart, recording, new ChartStyle(), ChartFormat.Svg)));
}
