using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>Reads <c>/proc/zoneinfo</c>, of kernels from 2.6.32 on.</summary>
public sealed class MachineZonesFile
{
    private const long MostPages = int.MaxValue;
    private const int MostZones = 4096;

    private readonly LineReader lines;
    private readonly List<MachineZone> zones = [];
    private bool ofNode;

    private MachineZonesFile(LineReader lines) => this.lines = lines;

    /// <summary>All zones in the file's order, those without memory too.</summary>
    public IReadOnlyList<MachineZone> Zones => zones;

    /// <summary>What the statistics of nodes say, which kernels have from 4.8 on; all nodes
    /// together.</summary>
    public PageUse NodeUse { get; private set; } = new();

    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static MachineZonesFile Read(string path)
    {
        using LineReader lines = new(path, KernelTable.MaxLineBytes, ahead: false);
        MachineZonesFile file = new(lines);
        while (lines.Next(out ReadOnlySpan<byte> line))
            file.Parse(KernelTable.Words(line));
        return file.zones.Exists(z => z.Managed > 0) ? file
            : throw lines.At("names no zone with memory; give /proc/zoneinfo as the kernel prints "
                + "it");
    }

    private void Parse(string[] words)
    {
        if (KernelTable.IsZone(words, lines, out int node, out string name, out _))
        {
            zones.Add(new MachineZone(node, name));
            ofNode = false;
            if (zones.Count > MostZones)
                throw lines.At($"is the {MostZones}th zone; no machine has as many");
        }
        else if (zones.Count == 0)
            return;
        else if (words is ["per-node", "stats"])
            ofNode = true;
        else if (words is ["pages", "free", ..])
            ofNode = false;
        else if (words is ["protection:", .. var reserves])
            zones[^1] = zones[^1] with { Protection = [.. reserves.Select(Reserve)] };
        else if (ofNode && words.Length == 2)
            NodeUse = NodeUse.With(words[0], Counter(words[1]));
        else if (words.Length == 2)
            zones[^1] = With(zones[^1], words[0], words[1]);
    }

    private MachineZone With(MachineZone zone, string name, string value) => name switch
    {
        "start_pfn:" => zone with { StartPfn = Pages(value) },
        "spanned" => zone with { Spanned = Pages(value) },
        "present" => zone with { Present = Pages(value) },
        "managed" => zone with { ManagedPages = Pages(value) },
        "min" => zone with { Min = Pages(value) },
        "low" => zone with { Low = Pages(value) },
        "high" => zone with { High = Pages(value) },
        "count:" => zone with { PcpPages = Math.Min(zone.PcpPages + Pages(value), MostPages) },
        // Of several CPUs the last one stays: they all have the same limits.
        "high:" => zone with { PcpHigh = (int)Pages(value) },
        "batch:" => zone with { PcpBatch = (int)Pages(value) },
        _ when name.StartsWith("nr_", StringComparison.Ordinal) =>
            zone with { Use = zone.Use.With(name, Counter(value)) },
        _ => zone,
    };

    private long Reserve(string word) => Pages(word.Trim('(', ')', ','));

    /// <summary>Counters of other things than pages may be larger; they are not used.</summary>
    private static long Counter(string word) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long pages)
            ? Math.Min(pages, MostPages) : 0;

    private long Pages(string word) => KernelTable.Number(word, lines, MostPages);
}
