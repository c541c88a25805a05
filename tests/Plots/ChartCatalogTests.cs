using System.Text;
using System.Xml.Linq;
using FragSim.Plots;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using SkiaSharp;
using Xunit;

namespace FragSim.Tests.Plots;

public class ChartCatalogTests
{
    private const string Hostile = "<script>alert('&\"')</script>\r\n\t\0\u202e\ud800 漢字 ";
    private static readonly ChartStyle Small = new() { Width = 640, Height = 400, Scale = 1 };

    public static TheoryData<string> Charts =>
        [.. ChartCatalog.Entries.Select(entry => entry.Name)];

    public static TheoryData<string, int> ChartsAndStrategies
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var entry in ChartCatalog.Entries)
                foreach (var count in (int[])[1, 5, 12])
                    data.Add(entry.Name, count);
            return data;
        }
    }

    [Fact]
    public void Names_of_charts_are_unique() =>
        Assert.Distinct(ChartCatalog.Entries.Select(entry => entry.Name));

    [Fact]
    public void An_unknown_chart_is_a_usage_error_that_lists_the_charts()
    {
        var error = Assert.Throws<UsageException>(
            () => ChartCatalog.Render("pie", [], Small, ChartFormat.Png));
        Assert.Contains("stall-cdf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_style_too_small_to_read_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ChartCatalog.Render(
            "success", [], Small with { Width = 100 }, ChartFormat.Png));

    [Theory, MemberData(nameof(ChartsAndStrategies))]
    public void A_png_has_the_size_that_was_asked_for(string chart, int strategies)
    {
        var png = ChartCatalog.Render(
            chart, SampleResults.Of(strategies, 2), Small with { Scale = 2 }, ChartFormat.Png);
        var info = SKBitmap.DecodeBounds(png);
        Assert.Equal((1280, 800), (info.Width, info.Height));
    }

    [Theory, MemberData(nameof(ChartsAndStrategies))]
    public void An_svg_is_well_formed_and_names_every_strategy(string chart, int strategies)
    {
        var svg = Svg(chart, SampleResults.Of(strategies, 2), Small with { Width = 1200 });
        Assert.Equal("1200", svg.Root!.Attribute("width")!.Value);
        var text = Text(svg);
        foreach (var name in SampleResults.Twelve[..strategies])
            Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Charts))]
    public void The_same_input_gives_the_same_bytes(string chart)
    {
        foreach (var format in Enum.GetValues<ChartFormat>())
            Assert.Equal(
                ChartCatalog.Render(chart, SampleResults.Of(3, 2), Small, format),
                ChartCatalog.Render(chart, SampleResults.Of(3, 2), Small, format));
    }

    [Theory, MemberData(nameof(Charts))]
    public void No_runs_at_all_are_said_to_be_none(string chart) =>
        Assert.Contains("There are no runs to show.", Text(Svg(chart, [], Small)),
            StringComparison.Ordinal);

    [Theory, MemberData(nameof(Charts))]
    public void Runs_without_events_leave_nothing_to_show(string chart) =>
        Assert.Contains("nothing to show", Text(Svg(chart, [SampleResults.Empty("none")], Small)),
            StringComparison.Ordinal);

    [Theory, MemberData(nameof(Charts))]
    public void A_strategy_without_data_does_not_stop_the_others(string chart) =>
        Assert.NotEmpty(ChartCatalog.Render(
            chart, [SampleResults.Empty("empty"), .. SampleResults.Of(2, 1)], Small,
            ChartFormat.Png));

    [Theory, MemberData(nameof(Charts))]
    public void Hostile_names_are_escaped_and_shortened(string chart)
    {
        string[] names = [Hostile, new string('W', 300), "", "\n\n"];
        var results = SampleResults.Named(names, 1);
        var svg = Svg(chart, results, Small);
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName == "script");
        Assert.DoesNotContain(new string('W', 100), Text(svg), StringComparison.Ordinal);
        var png = ChartCatalog.Render(chart, results, Small, ChartFormat.Png);
        Assert.Equal(640, SKBitmap.DecodeBounds(png).Width);
    }

    [Theory, MemberData(nameof(Charts))]
    public void The_smallest_chart_holds_twenty_four_strategies(string chart) =>
        Assert.NotEmpty(ChartCatalog.Render(
            chart, SampleResults.Named(Enumerable.Range(0, 30).Select(i => $"s{i}"), 1, 60),
            new ChartStyle { Width = 320, Height = 240, Scale = 1 }, ChartFormat.Png));

    [Theory, MemberData(nameof(Charts))]
    public void Dark_is_dark_to_the_corners(string chart)
    {
        var png = ChartCatalog.Render(
            chart, SampleResults.Of(5, 1), Small with { Dark = true }, ChartFormat.Png);
        using var bitmap = SKBitmap.Decode(png);
        Assert.Equal(SKColor.Parse("#14171C"), bitmap.GetPixel(0, 0));
        Assert.Equal(SKColor.Parse("#14171C"), bitmap.GetPixel(639, 399));
    }

    [Fact]
    public void The_success_charts_say_whose_bound_they_show()
    {
        foreach (var chart in (string[])["success", "success-over-time"])
            Assert.Contains("in the memory that this strategy left",
                Text(Svg(chart, SampleResults.Of(2), Small)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Charts))]
    public void Every_chart_says_how_many_seeds_it_shows(string chart)
    {
        var text = Text(Svg(chart, SampleResults.Of(2, 4), Small with { Width = 1200 }));
        Assert.Matches("mean of 4 seeds|seed 1 of 4|requests of 4 seeds together", text);
    }

    [Fact]
    public void Waits_of_granted_and_of_refused_requests_have_a_panel_each()
    {
        foreach (var chart in (string[])["stall-cdf", "stall-causes"])
        {
            var text = Text(Svg(chart, SampleResults.Of(2), Small));
            Assert.Contains("Requests that were granted", text, StringComparison.Ordinal);
            Assert.Contains("Requests that were refused", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cause_that_no_request_waited_for_is_not_in_the_key()
    {
        RunResult[] results = [.. SampleResults.Of(3, 2).Select(run => run with
        {
            Requests = [.. run.Requests.Select(request => request with
            {
                Stall = request.Stall with { ZeroNs = 0 },
            })],
        })];
        var text = Text(Svg("stall-causes", results, Small));
        Assert.Contains("migrating", text, StringComparison.Ordinal);
        Assert.DoesNotContain("zeroing", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_requests_are_counted_out() =>
        Assert.Matches(@"\d,\d\d\d .*of 1,500",
            Text(Svg("why-it-failed", SampleResults.Of(1, 2, 1500), Small)));

    [Fact]
    public void The_font_goes_into_an_svg_only_when_asked_for()
    {
        var results = SampleResults.Of(1, 1);
        var with = ChartCatalog.Render("work", results, Small, ChartFormat.Svg);
        var without = ChartCatalog.Render(
            "work", results, Small with { EmbedFont = false }, ChartFormat.Svg);
        Assert.True(with.Length - without.Length > 60_000);
        Assert.DoesNotContain("@font-face", Encoding.UTF8.GetString(without),
            StringComparison.Ordinal);
    }

    private static XDocument Svg(
        string chart, IReadOnlyList<RunResult> results, ChartStyle style) =>
        XDocument.Parse(Encoding.UTF8.GetString(
            ChartCatalog.Render(chart, results, style, ChartFormat.Svg)));

    private static string Text(XDocument svg) => string.Join('\n', svg.Descendants()
        .Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim()));
}
