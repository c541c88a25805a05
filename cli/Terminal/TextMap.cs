using FragSim.Cli.Results;
using FragSim.Sim.Results;
using Spectre.Console;

namespace FragSim.Cli.Terminal;

/// <summary>Memory as text: a line for each map, a character for each pageblock, or for a run of
/// neighbours where the terminal is not wide enough.</summary>
internal static class TextMap
{
    public const string Key = ". free, m movable, r reclaimable, U unmovable, x movable with "
        + "others among them, H huge page in use, P idle in the huge-page pool, blank reserved at "
        + "boot";

    private static readonly (char Mark, Style Style)[] Marks =
    [
        ('.', new Style(Color.Grey)), ('m', new Style(Color.SteelBlue1)),
        ('r', new Style(Color.SeaGreen3)), ('U', new Style(Color.DarkOrange)),
        ('x', new Style(Color.MediumVioletRed)), ('H', new Style(Color.SlateBlue1)),
        ('P', new Style(Color.MediumPurple)), (' ', Style.Plain),
    ];

    public static void Write(IReadOnlyList<RunResult> results, IAnsiConsole console)
    {
        console.WriteLine($"Memory over time: {Key}");
        foreach (RunResult run in results.Where(r => r.Maps.Count > 0))
        {
            console.WriteLine();
            console.Write(new Text($"{run.Key.Strategy}, seed {run.Key.Seed}\n"));
            int label = run.Maps.Max(map => Label(map).Length);
            foreach (PageblockMap map in run.Maps)
            {
                Paragraph line = new();
                line.Append(Label(map).PadLeft(label) + " ", new Style(Color.Grey));
                Append(line, Cells(map, console.Profile.Width - label - 1));
                console.Write(line);
                console.WriteLine();
            }
        }
    }

    /// <summary>One line: a character a cell, at most as many as there is room for.</summary>
    public static string Cells(PageblockMap map, int room)
    {
        int perCharacter = (map.Cells.Length + Math.Max(room, 1) - 1) / Math.Max(room, 1);
        return string.Concat(map.Cells.Chunk(Math.Max(perCharacter, 1)).Select(MarkOf));
    }

    private static string Label(PageblockMap map) => Units.Time(map.TimeNs);

    private static char MarkOf(PageblockCell[] cells)
    {
        long free = cells.Sum(c => (long)c.Free), huge = cells.Sum(c => (long)c.Huge);
        long pool = cells.Sum(c => (long)c.Pool), movable = cells.Sum(c => (long)c.Movable);
        long reclaimable = cells.Sum(c => (long)c.Reclaimable);
        long unmovable = cells.Sum(c => (long)c.Unmovable);
        long used = movable + reclaimable + unmovable;
        return free + used == 0 ? ' '
            : used == 0 ? '.'
            : movable == used ? huge * 2 <= free + used ? 'm' : pool * 2 > huge ? 'P' : 'H'
            : movable > 0 ? 'x'
            : unmovable > reclaimable ? 'U' : 'r';
    }

    /// <summary>Characters of one kind go together: fewer changes of colour.</summary>
    private static void Append(Paragraph line, string cells)
    {
        for (int start = 0; start < cells.Length;)
        {
            int end = start + 1;
            while (end < cells.Length && cells[end] == cells[start])
                end++;
            line.Append(cells[start..end], Marks.First(m => m.Mark == cells[start]).Style);
            start = end;
        }
    }
}
