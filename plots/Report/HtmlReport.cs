using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FragSim.Plots.Charts;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;

namespace FragSim.Plots.Report;

/// <summary>
/// One self-contained page that tells the whole story of a comparison: the answer, the table, and
/// pictures to look closer at. It opens from disk and asks the network for nothing.
/// </summary>
public static partial class HtmlReport
{
    private static readonly string[] Scripts =
    [
        "uPlot.iife.min.js", "format.js", "theme.js", "legend.js", "tip.js", "chart.js",
        "charts.js", "mapdata.js", "mapinks.js", "mapview.js", "timeline.js", "history.js",
        "player.js", "main.js",
    ];

    /// <summary>The page in UTF-8; the same content gives the same bytes.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static byte[] Write(ReportContent content, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ChartInput.From(content.Results, new ChartStyle());
        var script = string.Join('\n', Scripts.Select(Asset));
        var empty = input.Strategies.Count == 0;
        var places = new Dictionary<string, string>
        {
            ["policy"] = Policy(script),
            ["style"] = SvgFont.FontFaceCss + Asset("uPlot.min.css") + Asset("page.css"),
            ["colours"] = PageColours.Write(content.Results, FailureReasons.Of(input)),
            ["title"] = Html.Text(empty
                ? "Nothing to show"
                : LabelText.Clean(input.Strategies[0].First.Key.Workload)),
            ["caption"] = Html.Text(input.Facts),
            ["answer"] = Html.Text(content.Answer),
            ["body"] = empty
                ? "<main><p class=\"quiet\">There are no runs to show.</p>"
                    + string.Concat(content.Tables.Select(PlainTable.Write)) + "</main>"
                : Body(input, content, cancel),
            ["version"] = Html.Text(Version),
            ["licence"] = Asset("uPlot.LICENSE"),
            ["data"] = empty ? "null" : ReportData.Write(input, cancel),
            ["script"] = script,
        };
        return Encoding.UTF8.GetBytes(Fill(Asset("page.html"), places));
    }

    /// <summary>Fills every place once; what fills one is not searched for others, whatever names
    /// it holds.</summary>
    private static string Fill(string template, Dictionary<string, string> places) =>
        Place().Replace(template, match => places[match.Groups[1].Value]);

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();

    private static string Version => Assembly.GetExecutingAssembly()
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string Body(ChartInput input, ReportContent content, CancellationToken cancel)
    {
        var places = new Dictionary<string, Func<string>>
        {
            ["pictures"] = () => string.Concat(content.Pictures.Select(PictureSection.Write)),
            ["scores"] = () => ScoreTable.Write(input) + ScorePhases.Write(input),
            ["spread"] = () => input.Strategies.Any(s => s.Runs.Count > 1)
                ? "± is half the 95 % confidence interval of the mean over seeds. Waits of "
                    + "granted and of refused requests are medians over seeds. A mark stands where "
                    + "the paired interval to every other strategy excludes 0."
                : "One seed: there is no interval.",
            ["firstSeed"] = () => Html.Text(input.FirstSeed),
            ["meanOfSeeds"] = () => Html.Text(input.MeanOfSeeds),
            ["why"] = () => ReasonSections.WhyFailed(input, FailureReasons.Of(input)),
            ["blockers"] = () => ReasonSections.Blockers(input),
            ["waits"] = () => ReasonSections.WaitCauses(input),
            ["tables"] = () => string.Concat(content.Tables.Select(PlainTable.Write)),
        };
        return Fill(Asset("body.html"), places.ToDictionary(place => place.Key, place =>
        {
            cancel.ThrowIfCancellationRequested();
            return place.Value();
        }));
    }

    /// <summary>The page may run its own script and nothing else, and load nothing at all.
    /// </summary>
    private static string Policy(string script)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        return $"default-src 'none'; script-src 'sha256-{hash}'; style-src 'unsafe-inline'; "
            + "font-src data:; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static string Asset(string name) =>
        Encoding.UTF8.GetString(EmbeddedFont.Resource($"Report/{name}"));
}
