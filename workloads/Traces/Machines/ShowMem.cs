using System.Globalization;
using System.Text.RegularExpressions;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>
/// What the kernel logs of its memory when an allocation fails or it runs out
/// (<c>show_free_areas</c> in <c>mm/show_mem.c</c>). Of several such reports the last that is whole
/// counts.
/// </summary>
internal sealed class ShowMem(LineReader lines)
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking;

    private static readonly Regex Failure = new(
        @"(failure|oom-killer)[:.,]? .*\border[:=]\s?(?<order>\d{1,2})\b", Linear);

    /// <summary>Kernels without NUMA name no node.</summary>
    private const string Head =
        @"(Node (?<node>\d{1,4}) )?\b(?<zone>DMA|DMA32|Normal|HighMem|Movable|Device)";

    private static readonly Regex Limits = new(Head + @" free:\d", Linear);

    private static readonly Regex Counts = new(
        Head + @":\s(?<blocks>\s*\d+\*\d+kB.*|\s*empty.*)$", Linear);

    private static readonly Regex Block = new(
        @"(?<count>\d{1,10})\*(?<kb>\d{1,7})kB( \((?<types>[A-Z]+)\))?", Linear);

    private static readonly Regex Sum = new(@"=\s*(?<kb>\d{1,15})kB", Linear);

    private static readonly Regex Field = new(
        @"\b(?<name>[a-z_]+):(?<value>\d{1,18})(?<unit>[kK]B)?", Linear);

    private ShowMemReport report = new();

    private InputException? damage;

    /// <summary>The last report that is whole; empty where there is none.</summary>
    public ShowMemReport Last { get; private set; } = new();

    /// <summary>How many reports with free blocks there are.</summary>
    public int Count { get; private set; }

    public void Take(string row)
    {
        if (Failure.Match(row) is { Success: true } failure)
            Begin(int.Parse(failure.Groups["order"].Value, CultureInfo.InvariantCulture));
        else if (row.Contains("Mem-", StringComparison.OrdinalIgnoreCase)
            && row.Contains("nfo:", StringComparison.Ordinal))
            Begin(report.Free.Count > 0 ? null : report.FailedOrder);
        else if (row.IndexOf("lowmem_reserve[]:", StringComparison.Ordinal) is >= 0 and int at)
            report.Reserve(KernelTable.Words(row[(at + 17)..]));
        else if (Limits.Match(row) is { Success: true } limits)
            report.Add(Zone(limits, row[limits.Index..]));
        else if (Counts.Match(row) is { Success: true } counts)
            AddCounts(counts);
        else if (row.Contains("slab_reclaimable:", StringComparison.Ordinal)
            || row.Contains("active_anon:", StringComparison.Ordinal)
            || row.Contains("active_file:", StringComparison.Ordinal)
            || row.Contains("unevictable:", StringComparison.Ordinal))
            AddTotals(row);
    }

    /// <summary>There is nothing more to come.</summary>
    /// <exception cref="InputException">No report is whole.</exception>
    public void End()
    {
        Begin(null);
        if (Count == 0 && damage is not null)
            throw damage;
    }

    private void Begin(int? order)
    {
        if (report.Free.Count > 0 && report.PageBytes > 0)
            (Last, Count) = (report, Count + 1);
        report = new ShowMemReport { FailedOrder = order <= KernelTable.MostOrders ? order : null };
    }

    private static MachineZone Zone(Match limits, string row)
    {
        MachineZone zone = new(Node(limits), limits.Groups["zone"].Value);
        foreach (Match field in Field.Matches(row))
        {
            // A report gives KiB, which are pages once the size of a page is known.
            long kb = Number(field.Groups["value"].Value);
            zone = field.Groups["name"].Value switch
            {
                "min" => zone with { Min = kb },
                "low" => zone with { Low = kb },
                "high" => zone with { High = kb },
                "present" => zone with { Present = kb },
                "managed" => zone with { ManagedPages = kb },
                var name => zone with { Use = zone.Use.With(name, kb) },
            };
        }
        return zone;
    }

    private void AddCounts(Match counts)
    {
        string text = counts.Groups["blocks"].Value;
        (int node, string zone) = (Node(counts), counts.Groups["zone"].Value);
        List<(long Count, string Types)> blocks = [];
        long kilobytes = 0, least = 0;
        foreach (Match block in Block.Matches(text))
        {
            long size = Number(block.Groups["kb"].Value);
            long count = Number(block.Groups["count"].Value);
            least = least == 0 ? size : least;
            if (size == 0 || size != least << blocks.Count
                || blocks.Count == KernelTable.MostOrders)
            {
                kilobytes = -1;
                break;
            }
            blocks.Add((count, block.Groups["types"].Value));
            kilobytes += count * size;
        }
        if (blocks.Count > 0 && (Sum.Match(text) is not { Success: true } sum
            || Number(sum.Groups["kb"].Value) != kilobytes))
        {
            damage ??= lines.At($"the free blocks of zone {zone} are not the sum at the end of the "
                + "row; the text is cut, or mixed with other rows: paste it whole");
            report.IsDamaged = true;
        }
        else
            report.Add(node, zone, blocks, least);
    }

    /// <summary>Counters of the whole machine, in pages; those of a node are in kB.</summary>
    private void AddTotals(string row)
    {
        foreach (Match field in Field.Matches(row))
            if (!field.Groups["unit"].Success)
                report.Totals = report.Totals.With(
                    field.Groups["name"].Value, Number(field.Groups["value"].Value));
    }

    private static int Node(Match match) => match.Groups["node"] is { Success: true } node
        ? (int)Number(node.Value) : 0;

    /// <summary>A number that its pattern keeps below 10^18.</summary>
    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
