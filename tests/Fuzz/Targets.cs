using System.Text;
using FragSim.Sim.Events;
using FragSim.Workloads;
using FragSim.Workloads.Machines;
using FragSim.Workloads.Traces;

namespace FragSim.Fuzz;

/// <summary>Every reader there is.</summary>
internal static class Targets
{
    private const string Task = "cc1-100     [000] ...1.     11.000001: ";
    private const string Line = Task + "mm_page_";
    private const string Mark =
        Task + "tracing_mark_write: ORACLE snap 00-start lists-read\n";

    public static IReadOnlyList<Target> All { get; } = [.. Traces(), .. Machines()];

    private static Target[] Traces() =>
    [
        new("csv", "a.csv", Texts(
            "time_ns,op,id,order,mobility,source,effort,flags,name\n0,phase,,,,,,,fill\n"
            + "1000,alloc,1,0,movable,page_cache,direct|kswapd,lru,\n2000,touch,1,,,,,,\n"
            + "2500,free,1,,,,,none,\n3000,request,3,9,,,,,\n9000,free,3,,,,,,\n"), Trace),
        new("fstrace", "a.fstrace", Converted, Trace),
        new("ftrace", "a.txt", Texts(
            "# tracer: nop\n" + Padded(Line)
            + "alloc: page=00000000ad90b1a9 pfn=0x1000 order=0 migratetype=1 "
            + "gfp_flags=GFP_HIGHUSER_MOVABLE|__GFP_ZERO\n" + Padded(Line)
            + "free: page=00000000ad90b1a9 pfn=0x1000 order=0\nCPU:1 [LOST 5 EVENTS]\n"), Trace),
        new("trace-cmd", "b.txt", Texts(
            "cpus=2\n" + Padded("cc1-100   [001]    11.000001: mm_page_")
            + "alloc:        [FAILED TO PARSE] pfn=64 order=3 gfp_flags=0x100 migratetype=0\n"
            + "CPU:0 [7 EVENTS DROPPED]\n",
            "cpus=2\nmine: " + Padded("a [3] b-c 4-100   (   99) [001]  11.000001: (+2)  mm_page_")
            + "free:         pfn=64 order=3\nmine: CPU:0 [7 EVENTS DROPPED]\n"), Trace),
        new("perf", "c.txt", Texts(
            "             cc1   100 [000]    11.000001:   kmem:mm_page_alloc: page=0x40 pfn=0x40 "
            + "order=0 migratetype=1 gfp_flags=GFP_TRANSHUGE\n"
            + "             cc1   100/101 [001]    11.000002:   kmem:mm_page_free: page=0x40 "
            + "pfn=0x40 order=0\n     a [3] b-c 4   100 [000]    11.000003: PERF_RECORD_LOST lost "
            + "30\n"), Trace),
        new("llfree", "a.bin", _ => [Llfree()], Trace),
    ];

    private static Target[] Machines() =>
    [
        new("buddyinfo", "buddyinfo.txt", Texts(
            "Node 0, zone      DMA      0      0      0      0      0      0      0      0      1"
            + "      1      3\nNode 0, zone    DMA32      1      2      4      2      5      4"
            + "      3      3      4      2    100\n"), Start),
        new("pagetypeinfo", "pagetypeinfo.txt", Texts(
            "Page block order: 9\nPages per block:  512\n\nFree pages count per migrate type at "
            + "order 0 1 2 3 4 5 6 7 8 9 10\nNode    0, zone      DMA, type    Unmovable 1 0 1 0 0 "
            + "0 0 0 1 0 0\nNode    0, zone      DMA, type      Movable 0 0 0 0 0 0 0 0 0 1 >1\n\n"
            + "Number of blocks type     Unmovable      Movable\nNode 0, zone      DMA 1 7\n"),
            Start),
        new("log", "log.txt", Texts(
            "[ 1.0] app: page allocation failure: order:4, mode:0xcc0(GFP_KERNEL)\nMem-Info:\n"
            + "active_anon:25 inactive_anon:14 isolated_anon:0\nNode 0 DMA32 free:24kB min:44kB "
            + "low:55kB high:66kB present:1555kB managed:1432kB\nlowmem_reserve[]: 0 0 94\n"
            + "Node 0 DMA32: 2*4kB (UME) 2*8kB (M) 0*16kB 0*32kB 0*64kB 0*128kB = 24kB\n"),
            Inspect),
        new("zoneinfo", "zoneinfo", Texts(
            "Node 0, zone      DMA\n  pages free     3840\n        min      26\n        low      32"
            + "\n        high     38\n        spanned  4095\n        managed  3840\n        "
            + "protection: (0, 3019)\n      nr_zone_inactive_anon 0\n  start_pfn:           1\n"),
            StartOfFolder),
        new("kpageflags", "kpageflags", _ => [new byte[8 * 64], Flags()], StartOfFolder),
        new("machine", "machine.ftrace.txt", Texts(
            Padded(Line) + "alloc: page=00000000ad90b1a9 pfn=0x1000 order=3 migratetype=1 "
            + "gfp_flags=GFP_KERNEL\n" + Padded(Mark) + Padded(Line)
            + "free: page=00000000ad90b1a9 pfn=0x1001 order=0\n" + Padded(Line)
            + "alloc: page=00000000ad90b1a9 pfn=0x200 order=9 migratetype=1 "
            + "gfp_flags=GFP_TRANSHUGE\n"), Recorded),
    ];

    private static string Padded(string line) => new string(' ', 13) + line;

    private static Func<string, IEnumerable<byte[]>> Texts(params string[] seeds) =>
        _ => seeds.Select(Encoding.UTF8.GetBytes);

    private static void Trace(string path)
    {
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        PageEvent[] buffer = new PageEvent[256];
        while (source.Read(buffer) > 0)
            continue;
    }

    private static void Start(string path) =>
        MachineStart.Build(MachineSnapshot.Open(path), 64UL << 20, 1);

    private static void Inspect(string path) => Surveyor.Of(MachineSnapshot.Open(path));

    /// <summary>The file among others of the same machine.</summary>
    private static void StartOfFolder(string path)
    {
        string folder = Directory.CreateDirectory(path + ".d").FullName;
        byte[] counts = All.Single(t => t.Name == "buddyinfo").Seeds("").First();
        File.WriteAllBytes(Path.Combine(folder, "buddyinfo"), counts);
        if (!path.EndsWith("zoneinfo", StringComparison.Ordinal))
            File.WriteAllBytes(Path.Combine(folder, "zoneinfo"), Zones());
        File.Copy(path, Path.Combine(folder, Path.GetFileName(path)), overwrite: true);
        MachineStart.Build(MachineSnapshot.Open(folder), 64UL << 20, 1);
    }

    /// <summary>The trace of a recording.</summary>
    private static void Recorded(string path)
    {
        string folder = path + ".d", snap = Path.Combine(folder, "snap", "00-start");
        if (!Directory.Exists(snap))
        {
            Directory.CreateDirectory(snap);
            byte[] counts = All.Single(t => t.Name == "buddyinfo").Seeds("").First();
            File.WriteAllBytes(Path.Combine(snap, "buddyinfo.txt"), counts);
            File.WriteAllBytes(Path.Combine(snap, "zoneinfo.txt"), Zones());
            File.WriteAllBytes(Path.Combine(snap, "kpageflags.bin"), Flags());
        }
        File.Copy(path, Path.Combine(folder, Path.GetFileName(path)), overwrite: true);
        Trace(folder);
    }

    private static byte[] Zones() => Encoding.UTF8.GetBytes(
        "Node 0, zone      DMA\n        spanned  4095\n        managed  3840\n  start_pfn:  1\n"
        + "Node 0, zone    DMA32\n        spanned  126976\n        managed  126976\n"
        + "  start_pfn:  4096\n");

    private static byte[] Flags()
    {
        byte[] flags = new byte[8 * 8192];
        for (int i = 0; i < flags.Length; i += 8)
            flags[i + (i % 3 == 0 ? 1 : 0)] = (byte)(i % 5 == 0 ? 0x28 : 0x04);
        return flags;
    }

    private static byte[] Llfree()
    {
        byte[] pages = new byte[3 * 4096];
        (pages[0], pages[4], pages[9]) = (2, 2, 0x10);
        pages[8192] = 1;
        for (int page = 4096; page <= 8192; page += 4096)
        {
            for (int i = 1; i < 20; i++)
            {
                int at = page + (16 * i);
                (pages[at], pages[at + 5]) = ((byte)i, (byte)(i % 2 == 0 ? 1 : 0));
                (pages[at + 4], pages[at + 7]) = (0x40, (byte)(i % 3 == 0 ? 0 : 0x40));
            }
        }
        return pages;
    }

    private static IEnumerable<byte[]> Converted(string place)
    {
        string csv = Path.Combine(place, "seed.csv"), packed = Path.Combine(place, "seed.fstrace");
        File.WriteAllBytes(csv, All.Single(t => t.Name == "csv").Seeds(place).First());
        using (IEventSource source = TraceFormats.Open(csv).OpenEvents())
        using (ITraceWriter writer = TraceFormats.Create(packed, source.Names, null))
        {
            PageEvent[] buffer = new PageEvent[64];
            while (source.Read(buffer) is int count and > 0)
                for (int i = 0; i < count; i++)
                    writer.Apply(in buffer[i]);
            writer.Complete();
        }
        yield return File.ReadAllBytes(packed);
    }
}
