using FragSim.Sim;
using FragSim.Sim.Memory;
using FragSim.Workloads.Recordings;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Machines;

/// <summary>Free blocks of one zone and migrate type by order.</summary>
public sealed record TypeCounts(int Node, string Zone, MigrateType Type, long[] Blocks);

/// <summary>How many pageblocks of one zone have each migrate type.</summary>
public sealed record ZonePageblocks(int Node, string Zone, long[] OfType);

/// <summary><c>/proc/pagetypeinfo</c>: free blocks by migrate type, and pageblocks by type.
/// </summary>
public sealed class PagetypeinfoFile
{
    private readonly List<TypeCounts> free = [];
    private readonly List<ZonePageblocks> pageblocks = [];

    private PagetypeinfoFile() { }

    public IReadOnlyList<TypeCounts> Free => free;

    public IReadOnlyList<ZonePageblocks> Pageblocks => pageblocks;

    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static PagetypeinfoFile Read(string path)
    {
        using LineReader lines = new(path, KernelTable.MaxLineBytes, ahead: false);
        PagetypeinfoFile file = new();
        MigrateType[] columns = [];
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            string[] words = KernelTable.Words(line);
            if (words is ["Page", "block", "order:", string order])
                CheckOrder(order, lines);
            else if (words is ["Number", "of", "blocks", "type", ..])
                columns = [.. words[4..].Select(w => TypeNames.Parse(w, lines))];
            else if (KernelTable.IsZone(words, lines, out int node, out string zone, out var rest))
                file.Parse(node, zone, rest, columns, lines);
            // Kernels with page owner tracking print a third table.
            else if (words is ["Number", "of", "mixed", ..])
                break;
        }
        return file.free.Count > 0 && file.pageblocks.Count > 0 ? file
            : throw lines.At("has no counts by type; give /proc/pagetypeinfo as the kernel prints "
                + "it (only root may read it)");
    }

    private static void CheckOrder(string order, LineReader lines)
    {
        if (order != $"{Order.Huge}")
            throw lines.At($"pageblocks of order {order} are not modelled; take it from a kernel "
                + $"with pageblocks of order {Order.Huge}");
    }

    private void Parse(
        int node, string zone, string[] rest, MigrateType[] columns, LineReader lines)
    {
        if (rest is ["type", string type, .. var counts])
        {
            // Beyond 100000 the kernel stops counting and prints ">100000".
            string[] least = [.. counts.Select(c => c.TrimStart('>'))];
            free.Add(new TypeCounts(node, zone, TypeNames.Parse(type, lines),
                KernelTable.Blocks(least, lines)));
            return;
        }
        if (rest.Length != columns.Length || columns.Length == 0)
            throw lines.At($"has {rest.Length} numbers where {columns.Length} types are named; the "
                + "file is damaged");
        long[] ofType = new long[MigrateTypes.Count];
        for (int i = 0; i < rest.Length; i++)
            ofType[(int)columns[i]] += KernelTable.Number(rest[i], lines, 1 << 24);
        pageblocks.Add(new ZonePageblocks(node, zone, ofType));
    }
}
