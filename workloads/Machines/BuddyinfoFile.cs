using FragSim.Sim;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Machines;

/// <summary><c>/proc/buddyinfo</c>: free blocks of each zone by order.</summary>
public static class BuddyinfoFile
{
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static IReadOnlyList<ZoneCounts> Read(string path)
    {
        using LineReader lines = new(path, KernelTable.MaxLineBytes, ahead: false);
        List<ZoneCounts> zones = [];
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            string[] words = KernelTable.Words(line);
            if (words.Length == 0)
                continue;
            if (!KernelTable.IsZone(words, lines, out int node, out string zone, out string[] rest))
                throw lines.At("is not 'Node N, zone NAME' with numbers; give /proc/buddyinfo as "
                    + "the kernel prints it");
            if (zones.Exists(z => z.Node == node && z.Zone == zone))
                throw lines.At($"zone {zone} of node {node} is there twice; give one reading");
            zones.Add(new ZoneCounts(node, zone, KernelTable.Blocks(rest, lines)));
        }
        return zones.Count > 0 ? zones
            : throw lines.At("names no zone; give /proc/buddyinfo as the kernel prints it");
    }
}
