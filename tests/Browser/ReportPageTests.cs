using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace FragSim.Browser;

/// <summary>The page as a reader meets it, in a real browser.</summary>
public sealed class ReportPageTests(SharedBrowser browser, ComparedRun run)
    : IClassFixture<ComparedRun>
{
    private const string Fragmentation =
        ".card:has(> .chart-head h2:text-is('Fragmentation index'))";

    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(400, false)]
    public async Task The_page_opens_without_a_complaint(int width, bool dark)
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page, width, dark);
        await open.Page.WaitForFunctionAsync("() => window.fragsim && fragsim.player");
        Assert.Empty(open.Complaints);
        Assert.False(await open.Page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollWidth > innerWidth"), "it scrolls sideways");
    }

    [Fact]
    public async Task A_click_in_the_legend_hides_a_strategy_in_every_chart_and_shows_it_again()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page);
        ILocator button = open.Page.Locator("#legend button", new() { HasText = "grouping" });
        await button.ClickAsync();
        Assert.Equal("false", await button.GetAttributeAsync("aria-pressed"));
        const string Shown = """
            () => fragsim.charts.flatMap(c => c.u.series.slice(1)
                .filter(s => s.label === "grouping").map(s => s.show))
            """;
        Assert.All(await open.Page.EvaluateAsync<bool[]>(Shown), Assert.False);
        Assert.True(await open.Page.Locator(".bars tr[data-s='2']").First.IsHiddenAsync());
        await button.PressAsync("Enter");
        bool[] again = await open.Page.EvaluateAsync<bool[]>(Shown);
        Assert.True(again.Length >= 7);
        Assert.All(again, Assert.True);
    }

    [Fact]
    public async Task The_pointer_reads_the_exact_numbers_of_the_csv_file()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page);
        ILocator plot = open.Page.Locator($"{Fragmentation} .u-over");
        await plot.HoverAsync(new() { Position = new Position { X = 260, Y = 60 } });
        string head = await open.Page.Locator("#tip .head").InnerTextAsync();
        long timeNs = (long)Math.Round(double.Parse(
            head.Replace(" s", "", StringComparison.Ordinal), NumberStyles.Number,
            CultureInfo.InvariantCulture) * 1e9);
        foreach (string strategy in (string[])["none", "linux"])
        {
            ILocator row = open.Page.Locator("#tip .row", new() { HasText = strategy });
            string shown = await row.Locator(".value").InnerTextAsync();
            // The tip names times to the millisecond.
            Dictionary<string, string> sample = run.Rows("samples.csv").Last(cells =>
                cells["strategy"] == strategy && cells["zone"] == "Normal"
                && long.Parse(cells["time_ns"], CultureInfo.InvariantCulture)
                    <= timeNs + 500_000);
            Assert.Equal(
                long.Parse(sample["fragmentation_index"], CultureInfo.InvariantCulture),
                long.Parse(shown.Replace('−', '-'), NumberStyles.Number,
                    CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task The_slider_changes_both_maps_to_the_same_moment()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page);
        string[] before = await Pictures(open.Page);
        ILocator slider = open.Page.Locator("#player input[type=range]");
        await slider.FocusAsync();
        await slider.PressAsync("Home");
        string[] after = await Pictures(open.Page);
        Assert.NotEqual(before[0], after[0]);
        Assert.NotEqual(before[1], after[1]);
        await open.Page.EvaluateAsync("""
            () => { const slider = document.querySelector("#player input[type=range]");
                slider.value = 0.4; slider.dispatchEvent(new Event("input")); }
            """);
        long[] shown = await open.Page.EvaluateAsync<long[]>("""
            () => fragsim.player.views.map(v => v.map.times[v.frame])
            """);
        long asked = await open.Page.EvaluateAsync<long>("() => fragsim.player.timeNs");
        Assert.Equal([asked, asked], shown);
        Assert.Contains(run.Rows("map.csv"),
            row => row["time_ns"] == asked.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_block_says_what_is_in_it_and_a_click_keeps_it_with_its_history()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page);
        ILocator map = open.Page.Locator("#player .panes canvas").First;
        await map.HoverAsync(new() { Position = new Position { X = 200, Y = 100 } });
        string tip = await open.Page.Locator("#tip").InnerTextAsync();
        Assert.Matches("^Block [0-9,]+, pfn 0x[0-9a-f]+ to 0x[0-9a-f]+", tip);
        Assert.Matches("huge page|emptied|free", tip);
        await map.ClickAsync(new() { Position = new Position { X = 200, Y = 100 } });
        ILocator history = open.Page.Locator(".pinned");
        Assert.True(await history.IsVisibleAsync());
        Assert.Equal(2, await history.Locator("canvas").CountAsync());
        Assert.Matches("Of type (Movable|Unmovable|Reclaimable)",
            await history.InnerTextAsync());
        await history.Locator("button").ClickAsync();
        Assert.False(await history.IsVisibleAsync());
    }

    [Fact]
    public async Task Play_moves_along_and_pause_stops()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page);
        ILocator play = open.Page.Locator("#play");
        await open.Page.EvaluateAsync("() => fragsim.player.goTo(0)");
        await play.ClickAsync();
        await open.Page.WaitForFunctionAsync("() => fragsim.player.moment >= 3");
        await play.ClickAsync();
        int at = await open.Page.EvaluateAsync<int>("() => fragsim.player.moment");
        await open.Page.WaitForTimeoutAsync(300);
        Assert.Equal(at, await open.Page.EvaluateAsync<int>("() => fragsim.player.moment"));
    }

    [Fact]
    public async Task Dragging_zooms_all_charts_of_the_time_line_and_zero_shows_everything_again()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page);
        ILocator plot = open.Page.Locator($"{Fragmentation} .u-over");
        await plot.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        const string Spans = """
            () => fragsim.charts.filter(c => c.spec.sync)
                .map(c => c.u.scales.x.max - c.u.scales.x.min)
            """;
        double[] whole = await open.Page.EvaluateAsync<double[]>(Spans);
        await open.Page.Mouse.MoveAsync(box.X + 100, box.Y + 50);
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.MoveAsync(box.X + 200, box.Y + 50, new() { Steps = 5 });
        await open.Page.Mouse.UpAsync();
        double[] part = await open.Page.EvaluateAsync<double[]>(Spans);
        Assert.All(part.Zip(whole), p => Assert.True(p.First < p.Second / 2));
        await open.Page.Locator($"{Fragmentation} .plot").FocusAsync();
        await open.Page.Keyboard.PressAsync("0");
        Assert.Equal(whole[0], (await open.Page.EvaluateAsync<double[]>(Spans))[0], 1.0);
    }

    [Fact]
    public async Task Every_control_has_a_name_and_can_be_reached_by_keyboard()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page);
        string[] nameless = await open.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("button, select, input, canvas[role], [tabindex]")]
                .filter(e => !(e.getAttribute("aria-label") || e.textContent.trim()
                    || e.labels && e.labels.length))
                .map(e => e.outerHTML.slice(0, 100))
            """);
        Assert.Empty(nameless);
        await open.Page.Locator($"{Fragmentation} .plot").FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        await open.Page.Keyboard.PressAsync("ArrowRight");
        Assert.True(await open.Page.Locator("#tip").IsVisibleAsync());
        await open.Page.Keyboard.PressAsync("Escape");
        Assert.False(await open.Page.Locator("#tip").IsVisibleAsync());
        await open.Page.Locator("#player .panes canvas").First.FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowDown");
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.True(await open.Page.Locator(".pinned").IsVisibleAsync());
    }

    [Fact]
    public async Task Equal_numbers_are_bars_of_equal_length_in_every_column()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page);
        foreach (string table in (string[])[".blockers", ".phases", ".scores"])
        {
            double[] widths = await open.Page.EvaluateAsync<double[]>($$"""
                () => [...document.querySelectorAll("{{table}} .meter")]
                    .map(meter => meter.getBoundingClientRect().width)
                """);
            Assert.NotEmpty(widths);
            Assert.All(widths, width => Assert.Equal(widths[0], width, 0.01));
        }
        double[] bars = await open.Page.EvaluateAsync<double[]>("""
            () => [...document.querySelectorAll(".blockers .meter")].map(meter =>
                parseFloat(getComputedStyle(meter, "::after").width)
                    - meter.getBoundingClientRect().width
                        * parseFloat(meter.style.getPropertyValue("--w")) / 100)
            """);
        Assert.All(bars, error => Assert.Equal(0, error, 0.5));
    }

    [Fact]
    public async Task The_pool_is_drawn_apart_and_memory_without_types_has_none()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page);
        string[] kinds = await open.Page.EvaluateAsync<string[]>("""
            () => { const { player } = fragsim, { ink } = player.allInks.movability;
                const map = player.mapOf(1);
                return [...new Set(Array.from({ length: map.cells },
                    (_, i) => ink(map.cell(0, i), map)))]; }
            """);
        Assert.Contains("--k6", kinds);
        Assert.Contains("--k7", kinds);
        bool[] typed = await open.Page.EvaluateAsync<bool[]>(
            "() => [0, 2, 4].map(i => fragsim.player.mapOf(i).typed)");
        Assert.Equal([false, true, true], typed);
        await open.Page.Locator("#player select").First.SelectOptionAsync("type");
        Assert.Contains("no types", await open.Page.Locator("#player .keys").First.InnerTextAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_theme_can_be_chosen_and_colours_follow()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page, dark: true);
        const string Ground = "() => getComputedStyle(document.body).backgroundColor";
        string dark = await open.Page.EvaluateAsync<string>(Ground);
        await open.Page.Locator("#theme").ClickAsync();
        string light = await open.Page.EvaluateAsync<string>(Ground);
        Assert.NotEqual(dark, light);
        Assert.Equal("Theme: light", await open.Page.Locator("#theme").InnerTextAsync());
        await open.Page.Locator("#theme").ClickAsync();
        Assert.Equal(dark, await open.Page.EvaluateAsync<string>(Ground));
    }

    [Fact]
    public async Task Without_scripts_the_tables_and_bars_tell_the_story()
    {
        await using OpenPage open = await OpenPage.At(browser, run.Page, script: false);
        string text = await open.Page.Locator("body").InnerTextAsync();
        foreach (string word in (string[])
            ["linux", "Success", "Wait granted", "Why requests were refused", "need JavaScript"])
            Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.True(await open.Page.Locator(".bars .part").First.IsVisibleAsync());
        Assert.False(await open.Page.Locator("#map").IsVisibleAsync());
    }

    private static async Task<string[]> Pictures(IPage page)
    {
        await page.WaitForFunctionAsync("() => document.fonts.status === 'loaded'");
        return await page.EvaluateAsync<string[]>(
            "() => fragsim.player.views.map(v => v.canvas.toDataURL())");
    }
}
