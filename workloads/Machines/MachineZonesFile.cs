using FragSim.Sim;
using FragSim.Sim.Boot;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Machines;

/// <summary>What <c>/proc/zoneinfo</c> says of one zone beyond its limits, in pages.</summary>
public sealed record MachineZone(int Node, string Name)
{
    public long StartPfn { get; init; }
    public long Spanned { get; init; }
    public long Managed { get; init; }
    public long AnonPages { get; init; }
    public long FilePages { get; init; }
    /// <summary>Pages on the per-CPU lists of all CPUs.</summary>
    public long PcpPages { get; init; }

    public ZoneSpan Span => new(Name, (uint)StartPfn, (uint)Spanned);
}

/// <summary>Reads the zones of <c>/proc/zoneinfo</c>.</summary>
public static class MachineZonesFile
{
    private const long MostPages = int.MaxValue;

    /// <summary>The zones that have memory, in order of address.</summary>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static IReadOnlyList<MachineZone> Read(string path)
    {
        using LineReader lines = new(path, KernelTable.MaxLineBytes, ahead: false);
        List<MachineZone> zones = [];
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            string[] words = KernelTable.Words(line);
            if (KernelTable.IsZone(words, lines, out int node, out string name, out _))
                zones.Add(new MachineZone(node, name));
            else if (zones.Count > 0 && words.Length == 2)
                zones[^1] = With(zones[^1], words, lines);
        }
        MachineZone[] used = [.. zones.Where(z => z.Managed > 0).OrderBy(z => z.StartPfn)];
        return used.Length > 0 ? used
            : throw lines.At("names no zone with memory; give /proc/zoneinfo as the kernel prints "
                + "it");
    }

    private static MachineZone With(MachineZone zone, string[] words, LineReader lines)
    {
        long Value() => KernelTable.Number(words[1], lines, MostPages);
        return words[0] switch
        {
            "start_pfn:" => zone with { StartPfn = Value() },
            "spanned" => zone with { Spanned = Value() },
            "managed" => zone with { Managed = Value() },
            "nr_zone_inactive_anon" or "nr_zone_active_anon" =>
                zone with { AnonPages = zone.AnonPages + Value() },
            "nr_zone_inactive_file" or "nr_zone_active_file" =>
                zone with { FilePages = zone.FilePages + Value() },
            "count:" => zone with { PcpPages = zone.PcpPages + Value() },
            _ => zone,
        };
    }
}
