using FragSim.Cli.Runs;
using FragSim.Sim.Memory;
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
        for (int order = Order.MaxBuddy; order >= 0; order--)
        {
            double pages = survey.Free.Sum(f => (double)f.Blocks[order]) * Order.Pages(order);
            chart.AddItem($"{HugePage.SizeOf(order)}", Math.Round(pages / 256, 1),
                order >= Order.Huge ? Color.Green : Color.Yellow);
        }
        List<IRenderable> rows =
        [
            chart,
            new Text($"free memory in blocks below 2MiB: {survey.UnusableIndex / 10.0:0.0} %  "
                + new string([.. history.Select(i => Steps[Math.Clamp(i / 125, 0, 7)])])),
        ];
        foreach (HugeSurvey huge in survey.HugePages.Where(h => h.Now is not null))
            rows.Add(new Text($"{HugePage.SizeOf(huge.Order)} pages: {huge.Now} now"
                + (huge.Never is null ? "" : $", {huge.AfterCompaction} more after compaction, "
                    + $"{huge.AfterReclaim} after reclaim, {huge.Never} never")));
        return new Rows(rows);
    }
}
