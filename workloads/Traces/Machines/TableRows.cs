using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>Rows of <c>/proc/buddyinfo</c> and <c>/proc/pagetypeinfo</c>: free blocks by zone, by
/// migrate type, and pageblocks by type. Types have the names that the kernel gives them.</summary>
internal sealed class TableRows(LineReader lines)
{
    /// <summary>Zones and types of any machine are fewer.</summary>
    private const int MostRows = 1 << 14;

    private const string Unnamed = "unnamed";

    private readonly Dictionary<(int Node, string Zone, string? Type), long[]> rows = [];
    private readonly Dictionary<(int Node, string Zone), ZonePageblocks> pageblocks = [];
    private string[]? columns;
    private bool skipped;
    private int orders;

    /// <summary>Order of a pageblock; null where it is not told.</summary>
    public int? PageblockOrder { get; private set; }

    public IReadOnlyList<ZoneCounts> Free => [.. rows.Where(r => r.Key.Type is null)
        .Select(r => new ZoneCounts(r.Key.Node, r.Key.Zone, r.Value))];

    public IReadOnlyList<TypeCounts> Types => [.. rows.Where(r => r.Key.Type is not null)
        .Select(r => new TypeCounts(r.Key.Node, r.Key.Zone, r.Key.Type!, r.Value))];

    public IReadOnlyList<ZonePageblocks> Pageblocks => [.. pageblocks.Values];

    /// <summary>Takes the row if it is of these tables.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public bool Take(string row)
    {
        if (row.StartsWith("Page block order:", StringComparison.Ordinal))
        {
            PageblockOrder = (int)KernelTable.Number(row[17..].Trim(), lines, 30);
            (columns, skipped) = (null, false);
            return true;
        }
        if (row.StartsWith("Number of ", StringComparison.Ordinal))
        {
            // Kernels with page owner tracking print a third table, of mixed blocks.
            skipped = !row.StartsWith("Number of blocks type", StringComparison.Ordinal);
            columns = skipped ? null : [.. KernelTable.Words(row)[4..].Select(KernelTable.Name)];
            return true;
        }
        if (row.StartsWith("Free pages count", StringComparison.Ordinal))
        {
            (columns, skipped) = (null, false);
            return true;
        }
        int at = row.IndexOf("Node ", StringComparison.Ordinal);
        // Before it may stand a prompt, a time or a host.
        if (at < 0 || !char.IsAsciiDigit(row[at..].Skip(5).FirstOrDefault(c => c != ' '))
            || !KernelTable.IsZone(KernelTable.Words(row[at..]), lines,
            out int node, out string zone, out string[] rest))
            return false;
        // The head of a zone in zoneinfo has nothing behind it.
        if (rest.Length > 0 && !skipped)
            Add(node, zone, rest);
        return true;
    }

    private void Add(int node, string zone, string[] rest)
    {
        if (rest is ["type", .. var typed])
            AddCounts(node, zone, typed);
        else if (columns is not null)
            AddPageblocks(node, zone, rest);
        else
            Add((node, zone, null), rest);
    }

    /// <summary>Early kernels leave the name of a type out, and its numbers.</summary>
    private void AddCounts(int node, string zone, string[] typed)
    {
        bool named = typed.Length > 0
            && !char.IsAsciiDigit(typed[0].TrimStart('>').FirstOrDefault());
        string[] counts = named ? typed[1..] : typed;
        if (counts.Length > 0)
            Add((node, zone, named ? KernelTable.Name(typed[0]) : Unnamed), counts);
    }

    private void Add((int Node, string Zone, string? Type) key, string[] counts)
    {
        long[] blocks = KernelTable.Blocks(counts, orders, lines);
        orders = blocks.Length;
        if (!rows.TryAdd(key, blocks))
            throw lines.At($"zone {key.Zone} of node {key.Node} is there twice; give one reading");
        if (rows.Count > MostRows)
            throw lines.At($"is the {MostRows}th row; no machine has as many zones");
    }

    private void AddPageblocks(int node, string zone, string[] rest)
    {
        if (rest.Length != columns!.Length)
            throw lines.At($"has {rest.Length} numbers where {columns.Length} types are named; the "
                + "file is damaged");
        ZonePageblocks blocks = new(node, zone,
            [.. columns.Zip(rest, (t, n) => (t, KernelTable.Number(n, lines, 1 << 24)))]);
        if (!pageblocks.TryAdd((node, zone), blocks))
            throw lines.At($"zone {zone} of node {node} is there twice; give one reading");
    }
}
