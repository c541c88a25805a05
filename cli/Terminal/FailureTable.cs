using FragSim.Cli.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>Why pages above the largest free block were refused, in words.</summary>
internal static class FailureTable
{
    /// <summary>Null when none failed, or none was so large.</summary>
    public static IRenderable? Of(IReadOnlyList<RangeFailures> failures)
    {
        if (failures.Count == 0)
            return null;
        Table table = new() { Border = TableBorder.Simple, ShowRowSeparators = false };
        table.AddColumn(new TableColumn(new Text("strategy")).NoWrap().Padding(0, 0));
        table.AddColumn(new TableColumn(new Text("failed")).RightAligned().NoWrap()
            .Padding(1, 0, 0, 0));
        table.AddColumn(new TableColumn(new Text("in")).Padding(2, 0, 0, 0));
        table.AddColumn(new TableColumn(new Text("because")).Padding(2, 0, 0, 0));
        foreach (RangeFailures row in failures)
        {
            table.AddRow(new Text(row.Strategy), new Text($"{row.Failed} of {row.Asked}"),
                new Text(row.Phases), new Text(row.Why));
        }
        return table;
    }
}
