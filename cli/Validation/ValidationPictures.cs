using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Plots.Report;
using FragSim.Plots.Style;
using FragSim.Plots.Validation;
using FragSim.Validation.Agreement;

namespace FragSim.Cli.Validation;

/// <summary>Verdicts as charts: what was simulated beside what was recorded.</summary>
internal static class ValidationPictures
{
    /// <summary>Two stand side by side, and the page has the font.</summary>
    private static readonly ChartStyle PageStyle =
        new() { Width = 680, Height = 480, EmbedFont = false };

    /// <summary>For a page: every chart in both themes. A verdict without the policy level has
    /// none.</summary>
    /// <param name="verdict">What is shown.</param>
    /// <param name="index">Of the recording within the page.</param>
    public static ReportPictures? ForPage(Verdict verdict, int index)
    {
        if (verdict.Policy is not { } policy)
            return null;
        ComparedRecording recording = Recording(verdict, policy);
        byte[] Draw(string chart, bool dark) => ValidationCharts.Render(
            chart, recording, PageStyle with { Dark = dark }, ChartFormat.Svg,
            $"validation-{index}-{chart}");
        return new ReportPictures(
            $"{verdict.Recording}: {policy.Strategy} beside the real kernel", verdict.Sentence,
            [.. ValidationCharts.Entries.Select(chart => new ReportPicture(
                chart.Sentence, Draw(chart.Name, false), Draw(chart.Name, true)))]);
    }

    /// <summary>Writes every chart as PNG and SVG, a folder for each recording.</summary>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    public static void Write(
        string root, IReadOnlyList<Verdict> verdicts, bool force, IEnumerable<string> inputs)
    {
        using RunFolder folder = RunFolder.Open(root, force, inputs);
        FolderNames names = new();
        foreach (Verdict verdict in verdicts)
        {
            string place = names.Next(verdict.Recording);
            if (verdict.Policy is not { } policy)
                continue;
            ComparedRecording recording = Recording(verdict, policy);
            foreach (var chart in ValidationCharts.Entries)
            {
                foreach (ChartFormat format in Enum.GetValues<ChartFormat>())
                {
                    byte[] picture =
                        ValidationCharts.Render(chart.Name, recording, new ChartStyle(), format);
                    string extension = format == ChartFormat.Png ? "png" : "svg";
                    folder.Write($"{place}/{chart.Name}.{extension}",
                        stream => stream.Write(picture));
                }
            }
        }
        folder.Commit(Json.Write(new
        {
            Fragsim = Json.Version,
            Command = "validate",
            Recordings = verdicts.Select(v => v.Recording),
            folder.Files,
        }));
    }

    private static ComparedRecording Recording(Verdict verdict, PolicyLevel policy) => new()
    {
        Name = verdict.Recording,
        From = verdict.From,
        Strategy = policy.Strategy,
        Marks = [.. policy.Marks.Select(mark => new ComparedMark(mark.Mark,
            [.. mark.Scopes.Select(scope => new ComparedScope(
                scope.Model.Name, Free(scope.Model), Free(scope.Kernel)))]))],
        Phases = [.. policy.Phases.Select(Phase)],
        UnusableBar = MarkAgreement.UnusableBar,
    };

    private static FreeMemory Free(ZoneShape shape) => new(shape.FreeBlocks, shape.Unusable);

    private static ComparedPhase Phase(PhaseAgreement phase) => new()
    {
        Name = phase.Phase,
        Requests = phase.Requests,
        Granted = phase.Granted,
        KernelGranted = phase.KernelGranted,
        KernelRuns = phase.KernelRuns,
        StallsNs = phase.StallsNs,
        KernelStallsNs = phase.KernelStallsNs,
    };
}
