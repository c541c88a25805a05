using Spectre.Console;

namespace FragSim.Cli.Terminal;

/// <summary>A bar for one piece of work that takes longer than a second.</summary>
internal static class WorkProgress
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <param name="work">Under way already.</param>
    /// <param name="what">What it does, in a word.</param>
    /// <param name="fraction">The part that is done, 0 to 1.</param>
    /// <param name="console">Where the bar is shown, and taken away in the end.</param>
    public static async Task<T> Watch<T>(
        Task<T> work, string what, Func<double> fraction, IAnsiConsole console)
    {
        await Task.WhenAny(work, Task.Delay(Patience));
        if (!work.IsCompleted)
            await console.Progress().AutoClear(true).StartAsync(Show);
        return await work;

        async Task Show(ProgressContext context)
        {
            ProgressTask bar = context.AddTask(what, maxValue: 1);
            while (!work.IsCompleted)
            {
                bar.Value = fraction();
                await Task.WhenAny(work, Task.Delay(Tick));
            }
            bar.Value = work.IsCompletedSuccessfully ? 1 : bar.Value;
        }
    }
}
