using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

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
        InputLimits.CheckFrames(snapshot.Path, zones.Max(z => (ulong)z.Span.End));
        if (snapshot is not { PageFlags: string path, HasPlaces: true })
            return CountedStart.Build(snapshot, zones, seed) with { Tuning = Tuning(snapshot) };
        ulong[] flags = KernelPageFlags.Read(path, zones.Max(z => z.Span.End));
        return Fit(snapshot, zones, flags, null);
    }

    /// <summary>Pages of a machine's allocator; null where only its size tells them.</summary>
    /// <param name="snapshot">What it tells.</param>
    /// <param name="memoryBytes">Its size, where that was given; else 0.</param>
    public static long? PagesOf(MachineSnapshot snapshot, ulong memoryBytes) =>
        ZonePlaces.PagesOf(snapshot, memoryBytes);

    /// <summary>What a start takes for granted: a line for people, empty when it is nothing.
    /// </summary>
    /// <exception cref="InputException">As of <see cref="Build"/>.</exception>
    public static string Assumed(MachineSnapshot snapshot, ulong memoryBytes) => string.Join(
        "; ", StartAssumptions.Of(snapshot, ZoneCensus.Of(snapshot, memoryBytes)));

    /// <summary>From flags that were brought up to date with the trace.</summary>
    /// <param name="snapshot">Gives the limits of the zones.</param>
    /// <param name="zones">Free blocks and pageblocks of each zone, as counted.</param>
    /// <param name="flags">What <c>/proc/kpageflags</c> says of each frame.</param>
    /// <param name="freeAtStart">What <see cref="FirstTouch.Free"/> tells; null when there is no
    /// trace.</param>
    internal static StartState Fit(
        MachineSnapshot snapshot, List<ZoneCensus> zones, ulong[] flags, byte[]? freeAtStart)
    {
        bool[] listed = new bool[flags.Length];
        MigrateType[] types = new MigrateType[(flags.Length >> Order.Huge) + 1];
        FreeFit fit = new(flags, listed);
        List<(uint, MigrateType, bool)> pageblocks = [];
        List<StartList> free = [], pcp = [];
        foreach (ZoneCensus zone in zones)
        {
            List<(uint, int)> blocks = fit.Fit(zone.Span, zone.Free);
            Withhold(zone, fit, flags, freeAtStart);
            foreach (var block in new TypeFit(flags, listed).Pageblocks(zone.Span, zone.OfType))
            {
                pageblocks.Add(block);
                types[block.Pfn >> Order.Huge] = block.Type;
            }
            free.AddRange(TypeFit.Lists(
                zone.Span.Name, blocks, pfn => types[pfn >> Order.Huge], zone.FreeOfType));
            pcp.AddRange(PerCpu(zone.Span, fit, freeAtStart, listed, types));
        }
        return new StartState
        {
            Zones = [.. zones.Select(z => z.Span)],
            Blocks = new StartBlocks(flags, listed, types).Find(zones.Select(z => z.Span)),
            FreeLists = free,
            PcpLists = pcp,
            Pageblocks = pageblocks,
            Tuning = Tuning(snapshot),
            Settings = new Dictionary<string, string>(),
        };
    }

    /// <summary>Frames that were free, but in no block that buddyinfo counts: those that the trace
    /// shows, and those that are marked.</summary>
    private static IEnumerable<StartList> PerCpu(
        ZoneSpan zone, FreeFit fit, byte[]? freeAtStart, bool[] listed, MigrateType[] types)
    {
        Dictionary<(int Order, MigrateType Type), List<uint>> lists = [];
        for (uint pfn = zone.Start; pfn < zone.End;)
        {
            int order = fit.LeftOver(pfn, zone, freeAtStart);
            if (order < 0)
            {
                pfn++;
                continue;
            }
            MigrateType type = types[pfn >> Order.Huge];
            (int, MigrateType) list =
                (order, type < MigrateType.HighAtomic ? type : MigrateType.Movable);
            if (!lists.TryGetValue(list, out List<uint>? pfns))
                lists[list] = pfns = [];
            pfns.Add(pfn);
            listed.AsSpan((int)pfn, (int)Order.Pages(order)).Fill(true);
            pfn += Order.Pages(order);
        }
        return lists.OrderBy(l => l.Key).Select(l =>
            new StartList(zone.Name, l.Key.Order, l.Key.Type, [.. l.Value]));
    }

    /// <summary>Where more frames are without a flag than the allocator manages, some kernels show
    /// the holes of a zone so, and memory that they are still initialising. Blank ranges of the
    /// largest order are taken for these.</summary>
    private static void Withhold(
        ZoneCensus zone, FreeFit fit, ulong[] flags, byte[]? freeAtStart)
    {
        uint size = Order.Pages(Order.MaxBuddy);
        long excess = -zone.Managed;
        for (uint pfn = zone.Span.Start; pfn < zone.Span.End; pfn++)
            excess += (flags[pfn] & StartBlocks.NotManaged) == 0 ? 1 : 0;
        for (uint at = Pfn.Head(zone.Span.Start + size - 1, Order.MaxBuddy);
            at + size <= zone.Span.End && excess >= size; at += size)
        {
            uint pfn = at;
            while (pfn < at + size && flags[pfn] == 0 && fit.IsBlank(pfn)
                && freeAtStart?[pfn] is null or 0)
                pfn++;
            if (pfn < at + size)
                continue;
            flags.AsSpan((int)at, (int)size).Fill(KernelPageFlags.NoPage);
            excess -= size;
        }
    }

    /// <summary>Limits of all zones, those without memory too, as reserves go by their places.
    /// Zones of one name on several nodes are one zone here.</summary>
    private static List<ZoneTuning> Tuning(MachineSnapshot snapshot)
    {
        List<ZoneTuning> tunings = [];
        foreach (ZoneTuning tuning in snapshot.Limits)
        {
            int at = tunings.FindIndex(t => t.Zone == tuning.Zone);
            if (at < 0)
                tunings.Add(tuning);
            else
                tunings[at] = tuning with
                {
                    Min = tunings[at].Min + tuning.Min,
                    Low = tunings[at].Low + tuning.Low,
                    High = tunings[at].High + tuning.High,
                    Protection = Larger(tunings[at].Protection, tuning.Protection),
                };
        }
        return tunings;
    }

    private static long[] Larger(long[] a, long[] b) => a.Length != b.Length
        ? (a.Length > b.Length ? a : b) : [.. a.Zip(b, Math.Max)];
}
