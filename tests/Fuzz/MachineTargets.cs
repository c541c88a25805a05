using FragSim.Traces.Machines;

namespace FragSim.Fuzz;

/// <summary>What <c>/proc</c> tells of a machine, as files of a folder and alone.</summary>
internal static class MachineTargets
{
    private const string Task = "cc1-100     [000] ...1.     11.000001: ";
    private const string Line = Task + "mm_page_";
    private const string Mark = Task + "tracing_mark_write: ORACLE snap 00-start lists-read\n";

    private const string Buddyinfo =
        "Node 0, zone      DMA      0      0      0      0      0      0      0      0      1"
        + "      1      3\nNode 0, zone    DMA32      1      2      4      2      5      4"
        + "      3      3      4      2     5\n";

    private const string Pagetypeinfo =
        "Page block order: 9\nPages per block:  512\n\nFree pages count per migrate type at "
        + "order 0 1 2 3 4 5 6 7 8 9 10\nNode    0, zone      DMA, type    Unmovable 1 0 1 0 0 "
        + "0 0 0 1 0 0\nNode    0, zone      DMA, type      Movable 0 0 0 0 0 0 0 0 0 1 >1\n\n"
        + "Number of blocks type     Unmovable      Movable\nNode 0, zone      DMA 1 7\n";

    private const string Zoneinfo =
        "Node 0, zone      DMA\n  pages free     3840\n        min      26\n        low      32"
        + "\n        high     38\n        spanned  4095\n        managed  3840\n        "
        + "protection: (0, 3019)\n      nr_zone_inactive_anon 0\n  start_pfn:           1\n"
        + "Node 0, zone    DMA32\n        spanned  16384\n        managed  16000\n"
        + "  start_pfn:           4096\n";

    private const string Log =
        "[ 1.0] app: page allocation failure: order:4, mode:0xcc0(GFP_KERNEL)\nMem-Info:\n"
        + "active_anon:25 inactive_anon:14 isolated_anon:0\nNode 0 DMA32 free:24kB min:44kB "
        + "low:55kB high:66kB present:1555kB managed:1432kB\nlowmem_reserve[]: 0 0 94\n"
        + "Node 0 DMA32: 2*4kB (UME) 2*8kB (M) 0*16kB 0*32kB 0*64kB 0*128kB = 24kB\n";

    public static IReadOnlyList<Target> All { get; } =
    [
        new("log", "log.txt", Targets.Texts(Log),
            path => Surveyor.Of(MachineSnapshot.Open(path))),
        new("buddyinfo", "buddyinfo.txt", Targets.Texts(Buddyinfo), Start),
        new("pagetypeinfo", "pagetypeinfo.txt", Targets.Texts(Pagetypeinfo), Start),
        new("zoneinfo", "zoneinfo", Targets.Texts(Zoneinfo), Beside) { Prepare = Files },
        new("kpageflags", "kpageflags", _ => [new byte[8 * 64], Flags()], Beside)
        {
            Prepare = Files,
        },
        new("survey", "zoneinfo", Targets.Texts(Zoneinfo),
            path => Surveyor.Of(MachineSnapshot.Open(Path.GetDirectoryName(path)!)))
        {
            Prepare = Files,
        },
        new("machine", "machine.ftrace.txt", Targets.Texts(
            Targets.Padded(Line) + "alloc: page=00000000ad90b1a9 pfn=0x1000 order=3 migratetype=1 "
            + "gfp_flags=GFP_KERNEL\n" + Targets.Padded(Mark) + Targets.Padded(Line)
            + "free: page=00000000ad90b1a9 pfn=0x1001 order=0\n" + Targets.Padded(Line)
            + "alloc: page=00000000ad90b1a9 pfn=0x200 order=9 migratetype=1 "
            + "gfp_flags=GFP_TRANSHUGE\n"),
            path => TraceTargets.Trace(Path.GetDirectoryName(path)!))
        {
            Prepare = place =>
            {
                string snap = Path.Combine(place, "snap", "00-start");
                Directory.CreateDirectory(snap);
                Write(snap, ".txt", ".bin");
            },
        },
    ];

    private static void Start(string path) =>
        MachineStart.Build(MachineSnapshot.Open(path), 64UL << 20, 1);

    /// <summary>The file among others of the same machine.</summary>
    private static void Beside(string path) => Start(Path.GetDirectoryName(path)!);

    private static void Files(string place) => Write(place, "", "");

    private static void Write(string folder, string text, string binary)
    {
        File.WriteAllText(Path.Combine(folder, "buddyinfo" + text), Buddyinfo);
        File.WriteAllText(Path.Combine(folder, "zoneinfo" + text), Zoneinfo);
        File.WriteAllBytes(Path.Combine(folder, "kpageflags" + binary), Flags());
    }

    private static byte[] Flags()
    {
        byte[] flags = new byte[8 * 8192];
        for (int i = 0; i < flags.Length; i += 8)
            flags[i + (i % 3 == 0 ? 1 : 0)] = (byte)(i % 5 == 0 ? 0x28 : 0x04);
        return flags;
    }
}
