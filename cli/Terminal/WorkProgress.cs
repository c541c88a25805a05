using Spectre.Console;
using Spectre.Console.Rendering;

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
    /// <param name="picture">Stands in the bar's place on a terminal that can draw anew.</param>
    public static async Task<T> Watch<T>(
        Task<T> work, string what, Func<double> fraction, IAnsiConsole console,
        Func<IRenderable>? picture = null)
    {
        await Task.WhenAny(work, Task.Delay(Patience));
        if (work.IsCompleted)
            return await work;
        bool canDraw = console.Profile.Capabilities is { Interactive: true, Ansi: true };
        if (picture is not null && canDraw)
            await console.Live(picture()).AutoClear(true).StartAsync(Draw);
        else
            await console.Progress().AutoClear(true).StartAsync(Show);
        return await work;

        async Task Draw(LiveDisplayContext context)
        {
            while (!work.IsCompleted)
            {
                context.UpdateTarget(picture());
                await Task.WhenAny(work, Task.Delay(Tick));
            }
        }

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
