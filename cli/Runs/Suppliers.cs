using FragSim.Cli.Results;
using FragSim.Plots;
using FragSim.Plots.Report;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Traces;

namespace FragSim.Cli.Runs;

/// <summary>
/// What the other projects give the commands: trace and recording readers, charts, and the kernel's
/// text files. Only here are they called by name.
/// </summary>
internal static class Suppliers
{
    public static IReadOnlyList<CatalogEntry> Formats => TraceFormats.Entries;

    public static IReadOnlyList<CatalogEntry> Charts => ChartCatalog.Entries;

    /// <summary>The charts that have something to show.</summary>
    public static IEnumerable<CatalogEntry> ChartsFor(IReadOnlyList<RunResult> results) =>
        Charts.Where(chart => ChartCatalog.Applies(chart.Name, results));

    /// <summary>A chart in both formats, by file extension.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<(string Extension, byte[] Content)> RenderChart(
        string name, IReadOnlyList<RunResult> results, CancellationToken cancel = default)
    {
        var style = new ChartStyle();
        cancel.ThrowIfCancellationRequested();
        yield return ("png", ChartCatalog.Render(name, results, style, ChartFormat.Png));
        cancel.ThrowIfCancellationRequested();
        yield return ("svg", ChartCatalog.Render(name, results, style, ChartFormat.Svg));
    }

    /// <summary>The page that tells the whole story.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static byte[] RenderPage(
        IReadOnlyList<RunResult> results, CancellationToken cancel = default)
    {
        // Made from the results alone, so that it can be made again from their files.
        IReadOnlyList<StrategyScore> scores = StrategyScore.Of(results);
        return HtmlReport.Write(new ReportContent
        {
            Results = results,
            Answer = Answer.Of(scores),
        }, cancel);
    }
    /// <summary>What is in a trace, as <c>png</c> or <c>svg</c>.</summary>
    public static byte[] RenderTrace(TraceProfile profile, string type) =>
        TraceChart.Render(profile, new ChartStyle { Height = 800 }, Format(type));

    /// <summary>A machine's memory, as <c>png</c> or <c>svg</c>.</summary>
    public static byte[] RenderMachine(MachineSurvey survey, string type) =>
        MachineChart.Render(survey, new ChartStyle(), Format(type));

    private static ChartFormat Format(string type) =>
        type == "png" ? ChartFormat.Png : ChartFormat.Svg;

    /// <summary>The files of one snapshot and who writes each.</summary>
    public static IReadOnlyList<(string File, Action<Machine, TextWriter> Write)> SnapshotFiles
    { get; } =
    [
        ("buddyinfo.txt", BuddyinfoText.Write),
        ("pagetypeinfo.txt", PagetypeinfoText.Write),
        ("pageblocks.csv", PageblocksCsv.Write),
    ];
}
