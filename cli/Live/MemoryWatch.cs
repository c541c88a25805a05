using FragSim.Sim.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Live;

/// <summary>A machine's memory in a terminal, drawn again and again.</summary>
internal static class MemoryWatch
{
    private const string Steps = "▁▂▃▄▅▆▇█";
    private const int LongestHistory = 60;

    /// <param name="look">Reads the machine.</param>
    /// <param name="every">Time between two looks.</param>
    /// <param name="count">How often; 0 is until cancelled, which is no error here.</param>
    /// <param name="console">Shows the latest look and its history.</param>
    /// <param name="cancel">Ends the watch.</param>
    public static async Task Run(Func<MachineSurvey> look, TimeSpan every, int count,
        IAnsiConsole console, CancellationToken cancel)
    {
        Queue<int> history = [];
        await console.Live(new Text("")).StartAsync(async live =>
        {
            for (int i = 0; (count == 0 || i < count) && !cancel.IsCancellationRequested; i++)
            {
                if (i > 0)
                    await Task.WhenAny(Task.Delay(every, cancel));
                if (cancel.IsCancellationRequested)
                    return;
                MachineSurvey survey = look();
                history.Enqueue(survey.UnusableIndex);
                if (history.Count > LongestHistory)
                    history.Dequeue();
                live.UpdateTarget(Draw(survey, history));
                live.Refresh();
            }
        });
    }

    private static Rows Draw(MachineSurvey survey, IEnumerable<int> history)
    {
        BarChart chart = new() { Label = "free MiB, by size of block", ShowValues = true };
        for (int order = survey.Orders - 1; order >= 0; order--)
        {
            double bytes = survey.Free.Sum(f => (double)f.Blocks[order])
                * ((long)survey.PageBytes << order);
            chart.AddItem(SurveyTable.SizeOf(survey, order), Math.Round(bytes / (1 << 20), 1),
                order >= survey.Order ? Color.Green : Color.Yellow);
        }
        List<IRenderable> rows =
        [
            chart,
            new Text($"free memory in blocks below {SurveyTable.SizeOf(survey, survey.Order)}: "
                + $"{survey.UnusableIndex / 10.0:0.0} %  "
                + new string([.. history.Select(i => Steps[Math.Clamp(i / 125, 0, 7)])])),
        ];
        foreach (HugeSurvey huge in survey.HugePages)
            rows.Add(new Text($"{SurveyTable.SizeOf(survey, huge.Order)} blocks: {huge.Now} now"
                + (huge.Never is null ? "" : $", {huge.AfterCompaction} more after compaction, "
                    + $"{huge.AfterReclaim} more after reclaim, {huge.Never} never")));
        return new Rows(rows);
    }
}
