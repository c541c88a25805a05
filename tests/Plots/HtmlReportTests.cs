using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FragSim.Plots.Report;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed partial class HtmlReportTests
{
    private const string Hostile =
        "</script><script>alert('&\"')</script><img src=x onerror=a()>{{data}}";

    [Fact]
    public void The_page_asks_for_nothing_from_anywhere()
    {
        string page = Page(SampleResults.Of(5));
        Assert.DoesNotMatch(@"(src|href)\s*=\s*[""']?\s*(https?:)?//", page);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"url\((?!data:)", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_lets_exactly_the_script_of_the_page_run()
    {
        string page = Page(SampleResults.Of(2));
        string script = Script().Match(page).Groups[1].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"script-src 'sha256-{hash}'", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public void The_table_alone_names_every_strategy_with_its_figures(int strategies)
    {
        string page = Page(SampleResults.Of(strategies));
        string table = Table().Match(page).Value;
        Assert.Equal(strategies + 1, Regex.Count(table, "<tr"));
        foreach (string name in SampleResults.Twelve[..strategies])
            Assert.Contains($">{name}</span>", table, StringComparison.Ordinal);
        Assert.Contains("±", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Better_and_worse_are_marked_by_a_word_too()
    {
        string table = Table().Match(Page(SampleResults.Of(5))).Value;
        Assert.Contains("<span class=\"aside\">best</span>", table, StringComparison.Ordinal);
        Assert.Contains("<span class=\"aside\">worst</span>", table, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_results_make_the_same_bytes() =>
        Assert.Equal(Bytes(SampleResults.Of(3)), Bytes(SampleResults.Of(3)));

    [Fact]
    public void Hostile_names_are_text_wherever_they_stand()
    {
        string long300 = new('W', 300);
        RunResult[] results =
        [
            .. SampleResults.Named([Hostile, long300, "a,\"b\"\n'c'", ""], 2).Select(run => run with
            {
                Key = run.Key with { Workload = Hostile },
                Requests = [.. run.Requests.Select(r => r with { Phase = Hostile })],
                Samples = [.. run.Samples.Select(s => s with { Phase = Hostile })],
            }),
        ];
        string page = Encoding.UTF8.GetString(HtmlReport.Write(new ReportContent
        {
            Results = results,
            Answer = Hostile,
            Tables = [new ReportTable(Hostile, [Hostile], [[Hostile]])],
        }, TestContext.Current.CancellationToken));
        // The page's own two scripts are the only ones, and no tag came in by a name.
        Assert.Equal(2, Regex.Count(page, "<script"));
        Assert.Equal(2, Regex.Count(page, "</script"));
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        JsonElement data = Data(page);
        Assert.Contains("<script>alert",
            data.GetProperty("strategies")[0].GetProperty("name").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_show_is_said_to_be_nothing()
    {
        Assert.Contains("There are no runs to show.", Page([]), StringComparison.Ordinal);
        Assert.Contains("No huge page was asked for", Page([SampleResults.Empty("none")]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_of_the_page_are_those_of_the_samples()
    {
        IReadOnlyList<RunResult> results = SampleResults.Of(2, 1);
        JsonElement samples = Data(Page(results)).GetProperty("strategies")[1]
            .GetProperty("samples");
        Assert.Equal(results[1].Samples.Select(s => (long)s.Zones[0].FragmentationIndex),
            samples.GetProperty("fragmentation").EnumerateArray().Select(v => v.GetInt64()));
        Assert.Equal(results[1].Samples.Select(s => s.TimeNs),
            samples.GetProperty("t").EnumerateArray().Select(v => v.GetInt64()));
    }

    [Fact]
    public void The_page_and_the_pictures_show_the_same_seeds()
    {
        JsonElement data = Data(Page(SampleResults.Of(2, 4)));
        Assert.Equal("mean of 4 seeds", data.GetProperty("meanOfSeeds").GetString());
        Assert.Equal("seed 1 of 4", data.GetProperty("firstSeed").GetString());
        JsonElement means = data.GetProperty("strategies")[1].GetProperty("means");
        Assert.Equal(160, means.GetProperty("granted").GetArrayLength());
        Assert.Equal(160, means.GetProperty("unusable").GetArrayLength());
    }

    [Fact]
    public void The_page_keeps_waits_of_granted_and_of_refused_requests_apart()
    {
        IReadOnlyList<RunResult> results = SampleResults.Of(2, 2);
        string page = Page(results);
        JsonElement waits = Data(page).GetProperty("strategies")[1].GetProperty("waits");
        RunResult[] second = [.. results.Where(r => r.Key.Strategy == SampleResults.Twelve[1])];
        Assert.Equal(second.Sum(r => r.Requests.Count(q => q.Granted)),
            waits.GetProperty("granted").GetProperty("total").GetInt32());
        Assert.Equal(second.Sum(r => r.Requests.Count(q => !q.Granted)),
            waits.GetProperty("refused").GetProperty("total").GetInt32());
        Assert.Contains("<h3>Requests that were refused</h3>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_migrate_types_is_said_to_have_none()
    {
        RunResult[] results = [.. SampleResults.Of(1, 1)];
        Assert.True(Typed(results));
        Assert.False(Typed([results[0] with
        {
            Maps = [.. results[0].Maps.Select(map => map with
            {
                Cells = [.. map.Cells.Select(c => c with { Type = MigrateType.Unmovable })],
            })],
        }]));

        static bool Typed(IReadOnlyList<RunResult> runs) => Data(Page(runs))
            .GetProperty("strategies")[0].GetProperty("map").GetProperty("typed").GetBoolean();
    }

    [Fact]
    public void A_cancelled_page_is_given_up() =>
        Assert.Throws<OperationCanceledException>(() => HtmlReport.Write(
            new ReportContent { Results = SampleResults.Of(2), Answer = "" },
            new CancellationToken(canceled: true)));

    [Fact]
    public void Twelve_long_runs_with_the_largest_maps_stay_under_eight_megabytes()
    {
        var random = new Random(1);
        RunResult[] results =
        [
            .. SampleResults.Of(12, 1).Select(run => run with
            {
                Samples = [.. Enumerable.Range(0, 600).Select(
                    i => run.Samples[i % 200] with { TimeNs = i * SampleResults.Second })],
                Maps = [.. Enumerable.Range(0, 200).Select(i => new PageblockMap(
                    i * 3 * SampleResults.Second, 8, [.. Enumerable.Range(0, 4096).Select(_ =>
                        run.Maps[0].Cells[0] with { Movable = random.Next(4096) })]))],
            }),
        ];
        Assert.InRange(Bytes(results).Length, 1_000_000, 8_000_000);
    }

    private static string Page(IReadOnlyList<RunResult> results) =>
        Encoding.UTF8.GetString(Bytes(results));

    private static byte[] Bytes(IReadOnlyList<RunResult> results) =>
        HtmlReport.Write(new ReportContent { Results = results, Answer = "It depends." },
            TestContext.Current.CancellationToken);

    private static JsonElement Data(string page) => JsonDocument.Parse(Regex.Match(
        page, "<script type=\"application/json\" id=\"data\">(.*?)</script>",
        RegexOptions.Singleline).Groups[1].Value).RootElement;

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<table class=\"scores\">.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();
}
