using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>A table of names at the left and columns of figures.</summary>
internal static class NamedTable
{
    private const int Gap = 2;

    /// <summary>Longer names of composed strategies continue on a line of their own.</summary>
    private const int LongestName = 12;

    public static Table Of(
        string head, IReadOnlyList<string> names, IReadOnlyList<StarredCells> columns)
    {
        Table table = new() { Border = TableBorder.Simple, ShowRowSeparators = false };
        int lines = columns.Max(c => c.Header.Split('\n').Length);
        Text corner = new(new string('\n', lines - 1) + head);
        table.AddColumn(new TableColumn(corner).NoWrap().Padding(0, 0));
        for (int i = 0; i < columns.Count; i++)
        {
            table.AddColumn(new TableColumn(columns[i].Head).RightAligned().NoWrap()
                .Padding(GapBefore(i, columns) - 1, 0, 0, 0));
        }
        for (int i = 0; i < names.Count; i++)
        {
            int row = i;
            IEnumerable<IRenderable> cells = columns.Select(c => c.Cell(row));
            table.AddRow([new Text(names[i]), .. cells]);
        }
        return table;
    }

    /// <summary>Characters that the table needs.</summary>
    public static int Width(IReadOnlyList<string> names, IReadOnlyList<StarredCells> columns) =>
        // The border keeps one column free at either side.
        2 + names.Max(name => name.Split('\n').Max(line => line.Length))
            + columns.Select((c, i) => GapBefore(i, columns) + c.Width).Sum();

    /// <summary>The place of a star is room enough, nearly.</summary>
    private static int GapBefore(int column, IReadOnlyList<StarredCells> columns) =>
        column > 0 && columns[column - 1].HasMarks ? Gap - 1 : Gap;

    /// <summary>A strategy's name on as many lines as it needs.</summary>
    public static string Folded(string strategy) => strategy.Length <= LongestName
        ? strategy
        : strategy.Replace("+", "+\n ", StringComparison.Ordinal);
}
