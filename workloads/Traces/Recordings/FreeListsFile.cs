using System.Buffers.Text;
using System.Text;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>
/// <c>freelists.txt</c>: zones, and the pfns of every free list and per-CPU list in list order.
/// </summary>
internal sealed class FreeListsFile
{
    private const int MaxLineBytes = 64 << 20;
    private readonly LineReader lines;
    private ulong frames;
    private ulong listed;

    private FreeListsFile(LineReader lines) => this.lines = lines;

    public List<ZoneSpan> Zones { get; } = [];

    /// <summary>Pages of each zone that the buddy was given at boot.</summary>
    public List<long> Managed { get; } = [];

    public List<StartList> Free { get; } = [];

    public List<StartList> Pcp { get; } = [];

    public uint EndPfn => Zones.Max(z => z.End);

    /// <exception cref="InputException">A line is damaged.</exception>
    public static FreeListsFile Read(string path)
    {
        using LineReader lines = new(path, MaxLineBytes, ahead: false);
        FreeListsFile file = new(lines);
        while (lines.Next(out ReadOnlySpan<byte> line))
            file.Parse(line);
        if (file.Zones.Count == 0)
            throw lines.At("names no zone; the snapshot is incomplete");
        return file;
    }

    private void Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length == 0 || line[0] == '#')
            return;
        int colon = line.IndexOf((byte)':');
        string[] words = Encoding.UTF8.GetString(colon < 0 ? line : line[..colon])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["zone", string zone, string start, string spanned, string managed])
            AddZone(zone, start, spanned, managed);
        else if (colon > 0 && words is ["free", string freeZone, string order, string type])
            Free.Add(List(freeZone, order, type, line[(colon + 1)..]));
        else if (colon > 0 && words is
            ["pcp", string pcpZone, string cpu, string pcpOrder, string pcpType]
            && cpu.StartsWith("cpu", StringComparison.Ordinal)
            && pcpOrder.StartsWith("order", StringComparison.Ordinal))
            Pcp.Add(List(pcpZone, pcpOrder["order".Length..], pcpType, line[(colon + 1)..]));
        else
            throw lines.At("is none of 'zone', 'free ZONE ORDER TYPE:' and "
                + "'pcp ZONE CPU ORDER TYPE:'; the file is damaged");
    }

    private void AddZone(string name, string start, string spanned, string managed)
    {
        uint first = (uint)Field(start, "start_pfn=", hex: true);
        ulong span = Field(spanned, "spanned=", hex: false);
        ulong pages = Field(managed, "managed=", hex: false);
        if (first + span >= int.MaxValue || pages > span)
            throw lines.At($"zone {name} does not fit; the file is damaged");
        InputLimits.CheckFrames($"{lines.Path}:{lines.LineNumber}", first + span);
        if (Zones.Count == InputLimits.Zones)
            throw lines.At($"there are more than {InputLimits.Zones} zones; the file is damaged");
        frames += span;
        Zones.Add(new ZoneSpan(name, first, (uint)span));
        Managed.Add((long)pages);
    }

    private ulong Field(string text, string name, bool hex)
    {
        bool good = text.StartsWith(name, StringComparison.Ordinal);
        ReadOnlySpan<char> digits = good ? text.AsSpan(name.Length) : default;
        uint value = 0;
        good &= hex
            ? uint.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null,
                out value)
            : uint.TryParse(digits, System.Globalization.NumberStyles.None, null, out value);
        return good ? value : throw lines.At($"'{text}' is not {name}NUMBER; the file is damaged");
    }

    private StartList List(string zone, string order, string type, ReadOnlySpan<byte> pfns)
    {
        ZoneSpan span = Zones.Find(z => z.Name == zone)
            ?? throw lines.At($"zone {zone} has no 'zone' line before; the file is damaged");
        if (Free.Count + Pcp.Count == InputLimits.Lists)
            throw lines.At($"there are more than {InputLimits.Lists} lists; the file is damaged");
        if (!int.TryParse(order, out int o) || o is < 0 or > Order.MaxBuddy)
            throw lines.At($"order {order} is not 0 to {Order.MaxBuddy}; the file is damaged");
        return new StartList(zone, o, TypeNames.Parse(type, lines), Pfns(pfns, span, o));
    }

    private uint[] Pfns(ReadOnlySpan<byte> text, ZoneSpan zone, int order)
    {
        List<uint> pfns = new(1 + text.Length / 6);
        while (true)
        {
            text = text.TrimStart((byte)' ');
            if (text.Length == 0)
                return [.. pfns];
            bool good = Utf8Parser.TryParse(text, out uint pfn, out int used, 'x')
                && (used == text.Length || text[used] == ' ');
            if (!good)
                throw lines.At("a pfn is not hexadecimal; the file is damaged");
            if (pfn < zone.Start || pfn + Order.Pages(order) > zone.End)
                throw lines.At($"pfn 0x{pfn:x} is outside zone {zone.Name}; the file is damaged");
            if ((listed += Order.Pages(order)) > frames)
                throw lines.At("the lists have more pages than the zones; the file is damaged");
            pfns.Add(pfn);
            text = text[used..];
        }
    }
}
