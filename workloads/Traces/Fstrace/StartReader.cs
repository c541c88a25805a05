using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Traces.Events;
using FragSim.Traces.Text;

namespace FragSim.Traces.Fstrace;

/// <summary>Reads what <see cref="StartWriter"/> wrote. Counts are bounded by the frames of the
/// zones, so that no file asks for more memory than the machine that it describes.</summary>
internal sealed class StartReader(string path, VarintReader bytes, Func<string, Exception> damaged)
{
    private const ulong MaxZones = 16;
    private const ulong MaxSettings = 1024;
    private const ulong MaxLists = 4096;

    private List<ZoneSpan> zones = [];
    private ulong frames;
    private ulong listed;

    public StartState Read()
    {
        zones = Zones();
        frames = (ulong)zones.Sum(z => (long)z.Spanned);
        InputLimits.CheckFrames(path, zones[^1].End);
        StartState start = new()
        {
            Zones = zones,
            Tuning = Many(bytes.Number(MaxZones), Tuning),
            Settings = Settings(),
            Pageblocks = Pageblocks(),
            FreeLists = Many(bytes.Number(MaxLists), List),
            PcpLists = Many(bytes.Number(MaxLists), List),
            Blocks = Blocks(),
        };
        bytes.End();
        return start;
    }

    private List<ZoneSpan> Zones()
    {
        List<ZoneSpan> zones = [];
        ulong end = 0;
        for (ulong left = bytes.Number(MaxZones); left > 0; left--)
        {
            string name = bytes.Text();
            ulong start = bytes.Number(int.MaxValue - 1), spanned = bytes.Number(int.MaxValue - 1);
            if (start < end || start + spanned >= int.MaxValue)
                throw damaged($"zone {name} does not fit");
            zones.Add(new ZoneSpan(name, (uint)start, (uint)spanned));
            end = start + spanned;
        }
        return zones.Count > 0 ? zones : throw damaged("it names no zone");
    }

    private static List<T> Many<T>(ulong count, Func<T> read)
    {
        List<T> list = [];
        for (; count > 0; count--)
            list.Add(read());
        return list;
    }

    private ZoneTuning Tuning()
    {
        string zone = bytes.Text();
        long min = Pages(), low = Pages(), high = Pages();
        int pcpHigh = (int)Pages(), pcpBatch = (int)Pages();
        List<long> protection = Many(bytes.Number(MaxZones), Pages);
        return new ZoneTuning(zone, min, low, high, pcpHigh, pcpBatch, [.. protection]);
    }

    private Dictionary<string, string> Settings()
    {
        Dictionary<string, string> settings = [];
        for (ulong left = bytes.Number(MaxSettings); left > 0; left--)
            settings[bytes.Text()] = bytes.Text();
        return settings;
    }

    private List<(uint Pfn, MigrateType Type, bool Skip)> Pageblocks()
    {
        long pfn = 0;
        return Many(bytes.Number(frames), () =>
        {
            // The first pageblock may begin before the first zone does.
            pfn += bytes.Signed();
            if (pfn < 0 || pfn >= zones[^1].End)
                throw damaged($"a pageblock at pfn {pfn} lies in no zone");
            ulong value = bytes.Number(15);
            return ((uint)pfn, Type(value & 7), (value & 8) != 0);
        });
    }

    private StartList List()
    {
        string zone = bytes.Text();
        int order = (int)bytes.Number(Order.MaxBuddy);
        MigrateType type = Type(bytes.Number());
        long pfn = 0;
        ulong count = bytes.Number((frames - listed) >> order);
        listed += count << order;
        List<uint> pfns = Many(count, () => (uint)(pfn = Frame(pfn, order)));
        return zones.Exists(z => z.Name == zone)
            ? new StartList(zone, order, type, [.. pfns])
            : throw damaged($"zone {zone} is not among the zones");
    }

    private List<StartBlock> Blocks()
    {
        long pfn = 0;
        uint id = 0;
        return Many(bytes.Number(frames), () =>
        {
            long step = bytes.Signed();
            int order = (int)bytes.Number(Order.Gigantic);
            pfn = Inside(pfn + step, order);
            return new StartBlock((uint)pfn, (byte)order, id++,
                (MigrateType)bytes.Number((ulong)CsvWords.Mobilities.Count - 1),
                (PageSource)bytes.Number((ulong)CsvWords.Sources.Count - 1),
                (PageFlags)bytes.Number(byte.MaxValue));
        });
    }

    private long Frame(long last, int order) => Inside(last + bytes.Signed(), order);

    private long Inside(long pfn, int order)
    {
        foreach (ZoneSpan zone in zones)
        {
            if (pfn >= zone.Start && pfn + Order.Pages(order) <= zone.End)
                return pfn;
        }
        throw damaged($"a block at pfn {pfn} lies in no zone");
    }

    private MigrateType Type(ulong value) => value < MigrateTypes.Count
        ? (MigrateType)value : throw damaged($"{value} is no migrate type");

    private long Pages() => (long)bytes.Number(int.MaxValue);
}
