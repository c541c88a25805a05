using FragSim.Sim;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Workloads.Recordings;

namespace FragSim.Workloads.Machines;

/// <summary>Makes a start state of what a machine's <c>/proc</c> told.</summary>
public static class MachineStart
{
    /// <summary>From every frame's flags when kpageflags and zoneinfo are there, else by counts
    /// alone: see <see cref="CountedStart"/>.</summary>
    /// <param name="snapshot">What the machine told.</param>
    /// <param name="memoryBytes">Size of the machine, where zoneinfo does not tell it.</param>
    /// <param name="seed">For places that counts leave open.</param>
    /// <exception cref="InputException">Something is missing or contradicts the rest.</exception>
    public static StartState Build(MachineSnapshot snapshot, ulong memoryBytes, ulong seed)
    {
        List<ZoneCensus> zones = ZoneCensus.Of(snapshot, memoryBytes);
        if (snapshot.PageFlags is not string path || snapshot.Zones is null)
            return CountedStart.Build(snapshot.Path, zones, seed) with
            {
                Tuning = Tuning(snapshot, zones),
            };
        ulong[] flags = KernelPageFlags.Read(path, zones.Max(z => z.Span.End));
        return Fit(snapshot, zones, flags, null);
    }

    /// <summary>From flags that were brought up to date with the trace.</summary>
    /// <param name="freeAtStart">Frames that the trace shows to have been free; null when there is
    /// no trace.</param>
    internal static StartState Fit(
        MachineSnapshot snapshot, List<ZoneCensus> zones, ulong[] flags, bool[]? freeAtStart)
    {
        bool[] listed = new bool[flags.Length];
        MigrateType[] types = new MigrateType[(flags.Length >> Order.Huge) + 1];
        FreeFit fit = new(flags, listed);
        List<(uint, MigrateType, bool)> pageblocks = [];
        List<StartList> free = [], pcp = [];
        foreach (ZoneCensus zone in zones)
        {
            List<(uint, int)> blocks = fit.Fit(zone.Span, zone.Free);
            foreach (var block in new TypeFit(flags, listed).Pageblocks(zone.Span, zone.OfType))
            {
                pageblocks.Add(block);
                types[block.Pfn >> Order.Huge] = block.Type;
            }
            free.AddRange(TypeFit.Lists(
                zone.Span.Name, blocks, pfn => types[pfn >> Order.Huge], zone.FreeOfType));
            if (freeAtStart is not null)
                pcp.AddRange(PerCpu(zone, fit, freeAtStart, listed, types));
            Withhold(zone.Span, fit, flags);
        }
        return new StartState
        {
            Zones = [.. zones.Select(z => z.Span)],
            Blocks = new StartBlocks(flags, listed, types).Find(zones.Select(z => z.Span)),
            FreeLists = free,
            PcpLists = pcp,
            Pageblocks = pageblocks,
            Tuning = Tuning(snapshot, zones),
            Settings = new Dictionary<string, string>(),
        };
    }

    /// <summary>Pages that were free, but on no list of the buddy.</summary>
    private static IEnumerable<StartList> PerCpu(ZoneCensus zone, FreeFit fit, bool[] freeAtStart,
        bool[] listed, MigrateType[] types)
    {
        List<uint>[] lists =
            [.. Enumerable.Range(0, MigrateTypes.PcpCount).Select(_ => new List<uint>())];
        long room = zone.PcpPages;
        for (uint pfn = zone.Span.Start; pfn < zone.Span.End && room > 0; pfn++)
        {
            if (!freeAtStart[pfn] || !fit.IsBlank(pfn))
                continue;
            MigrateType type = types[pfn >> Order.Huge];
            lists[type < MigrateType.HighAtomic ? (int)type : (int)MigrateType.Movable].Add(pfn);
            listed[pfn] = true;
            room--;
        }
        for (int type = 0; type < lists.Length; type++)
        {
            if (lists[type].Count > 0)
                yield return new StartList(zone.Span.Name, 0, (MigrateType)type, [.. lists[type]]);
        }
    }

    /// <summary>A blank range of the largest order that is on no list was never given to the
    /// allocator: a kernel that is still initialising its memory has such.</summary>
    private static void Withhold(ZoneSpan zone, FreeFit fit, ulong[] flags)
    {
        uint size = Order.Pages(Order.MaxBuddy);
        for (uint at = Pfn.Head(zone.Start + size - 1, Order.MaxBuddy);
            at + size <= zone.End; at += size)
        {
            uint pfn = at;
            while (pfn < at + size && flags[pfn] == 0 && fit.IsBlank(pfn))
                pfn++;
            if (pfn == at + size)
                flags.AsSpan((int)at, (int)size).Fill(KernelPageFlags.NoPage);
        }
    }

    private static List<ZoneTuning> Tuning(MachineSnapshot snapshot, List<ZoneCensus> zones)
    {
        if (snapshot.ZoneInfo is null)
            return [];
        List<ZoneTuning> tunings = [];
        foreach (ZoneTuning tuning in ZoneInfoFile.Read(snapshot.ZoneInfo))
        {
            int at = tunings.FindIndex(t => t.Zone == tuning.Zone);
            if (!zones.Exists(z => z.Span.Name == tuning.Zone))
                continue;
            // Zones of one name on several nodes are one zone here.
            if (at < 0)
                tunings.Add(tuning);
            else
                tunings[at] = tunings[at] with
                {
                    Min = tunings[at].Min + tuning.Min,
                    Low = tunings[at].Low + tuning.Low,
                    High = tunings[at].High + tuning.High,
                };
        }
        return tunings;
    }
}
