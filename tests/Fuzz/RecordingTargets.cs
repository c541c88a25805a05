using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Recordings;
using FragSim.Validation.Agreement;
using FragSim.Validation.Calibration;

namespace FragSim.Fuzz;

/// <summary>The files of a recording: the trace, what was in memory at two moments, and what the
/// recorder wrote down.</summary>
internal static class RecordingTargets
{
    private const int Frames = 2048;
    private const string Start = "snap/00-start/", End = "snap/01-end/";

    private const string Pageblocks =
        "# pfn type skip\n0 Unmovable 0\n200 Movable 0\n400 Movable 1\n600 Movable 0\n";

    private const string Truth = """
        {"snapshots": [{"name": "00-start", "vmstat_delta_from_start": {}},
          {"name": "01-end", "vmstat_delta_from_start": {"compact_stall": 3, "compact_fail": 1}}]}
        """;

    private const string Requests =
        "phase,idx,method,ok,t0_ns,latency_ns,pfn\nfirst,0,thp,1,2000050,700,0x200\n"
        + "first,1,nr_hugepages,0,2000060,900,0\n";

    private const string Zoneinfo =
        "Node 0, zone    DMA32\n  pages free     2047\n        min      26\n        low      32\n"
        + "        high     38\n        spanned  2048\n        protection: (0, 0)\n  pagesets\n"
        + "    cpu: 0\n              count: 10\n              high:  378\n"
        + "              batch: 63\n  start_pfn:           0\n";

    public static IReadOnlyList<Target> All { get; } =
    [
        Of("recording", "a.ftrace.txt", Open, Trace()),
        Of("freelists", Start + "freelists.txt", Open, FreeLists()),
        Of("pageblocks", Start + "pageblocks.txt", Open, Pageblocks),
        Of("recorded-zoneinfo", Start + "zoneinfo.txt", Open, Zoneinfo),
        Of("slabinfo", End + "slabinfo.txt", folder => RecordingFolder.Open(folder, "01-end"),
            "slabinfo - version: 2.1\njbd2_revoke_table_s      3      4     16 : x\n"),
        Of("settings", "meta/cmdline.txt", Open, "ro hugepages=4 fs.proactive=20 kernelcore=1G\n",
            "always [madvise] never\n"),
        Of("requests", "requests.csv", Open, Requests),
        Of("truth", "truth.json", Compare, Truth),
        Of("later-snapshot", End + "freelists.txt", Compare, FreeLists()),
        Of("history", "a.ftrace.txt", folder => RecordingFolder.Open(folder, "01-end"), Trace()),
        Of("validation", "a.ftrace.txt",
            folder => EventLevel.Run(RecordingFolder.Open(folder), default), Trace()),
        Of("request-work", "a.ftrace.txt",
            folder => RequestWork.Read(RecordingFolder.Open(folder), default), Trace()),
        new("recorded-kpageflags", Start + "kpageflags.bin", _ => [new byte[8 * Frames]],
            path => Open(Path.GetDirectoryName(path) + "/../.."))
        {
            Prepare = Files,
        },
    ];

    /// <summary>The recording as a <c>.fstrace</c> file, which has the state at the start.
    /// </summary>
    public static IEnumerable<byte[]> Converted(string place)
    {
        string folder = Directory.CreateDirectory(Path.Combine(place, "recorded")).FullName;
        Files(folder);
        ITrace trace = TraceFormats.Open(folder);
        string packed = Path.Combine(place, "recorded.fstrace");
        using IEventSource source = trace.OpenEvents();
        using (ITraceWriter writer = TraceFormats.Create(packed, source.Names, trace.Start))
        {
            PageEvent[] buffer = new PageEvent[64];
            while (source.Read(buffer) is int count and > 0)
                for (int i = 0; i < count; i++)
                    writer.Apply(in buffer[i]);
            writer.Complete();
        }
        yield return File.ReadAllBytes(packed);
    }

    private static Target Of(
        string name, string file, Action<string> read, params string[] seeds) =>
        new(name, file, Targets.Texts(seeds),
            path => read(path[..^(file.Length + 1)]))
        {
            Prepare = Files,
        };

    private static void Open(string folder)
    {
        using IEventSource source = RecordingFolder.Open(folder).OpenEvents();
        TraceTargets.ReadAll(source);
    }

    private static void Compare(string folder)
    {
        Recording recording = RecordingFolder.Open(folder);
        CounterAgreement.Of(recording, "01-end", new long[Enum.GetValues<VmCounter>().Length], 0);
        foreach (string mark in recording.Marks)
            KernelSnapshot.Read(folder, mark);
    }

    private static void Files(string place)
    {
        foreach (string snap in (string[])[Start, End])
        {
            Directory.CreateDirectory(Path.Combine(place, snap));
            File.WriteAllText(Path.Combine(place, snap, "freelists.txt"), FreeLists());
            File.WriteAllText(Path.Combine(place, snap, "pageblocks.txt"), Pageblocks);
            File.WriteAllText(Path.Combine(place, snap, "zoneinfo.txt"), Zoneinfo);
            File.WriteAllBytes(Path.Combine(place, snap, "kpageflags.bin"), new byte[8 * Frames]);
        }
        Directory.CreateDirectory(Path.Combine(place, "meta"));
        File.WriteAllText(Path.Combine(place, "a.ftrace.txt"), Trace());
        File.WriteAllText(Path.Combine(place, "requests.csv"), Requests);
        File.WriteAllText(Path.Combine(place, "truth.json"), Truth);
    }

    private static string FreeLists() =>
        $"zone DMA32 start_pfn=0 spanned={Frames} managed={Frames}\nfree DMA32 10 Movable: 400\n"
        + "free DMA32 0 Movable: " + string.Join(' ', Enumerable.Range(1, 40).Select(p => $"{p:x}"))
        + "\npcp DMA32 cpu0 order0 Unmovable: 80 81 82\n";

    private static string Trace()
    {
        string[] events =
        [
            "tracing_mark_write: ORACLE snap 00-start lists-read",
            "mm_page_alloc: page=ffffea0000000040 pfn=0x1 order=0 migratetype=1 "
                + "gfp_flags=GFP_HIGHUSER_MOVABLE|__GFP_ZERO",
            "mm_page_alloc_zone_locked: page=ffffea0000000080 pfn=0x2 order=0 migratetype=0 cpu=0 "
                + "percpu_refill=1",
            "tracing_mark_write: ORACLE requests first begin n=2 method=thp",
            "tracing_mark_write: ORACLE req 0 begin",
            "mm_compaction_begin: zone_start=0x0 migrate_pfn=0x200 free_pfn=0x600 zone_end=0x800 "
                + "mode=sync",
            "mm_compaction_finished: node=0 zone=DMA32 order=9 ret=success",
            "fs_isolate_free: (__isolate_free_page+0x0/0x1d0) page=0xffffea0000010000 order=0x2",
            "fs_migrate: (folio_migrate_flags+0x0/0x180) newpage=0xffffea0000010000 "
                + "page=0xffffea0000000040",
            "mm_compaction_end: zone_start=0x0 migrate_pfn=0x200 free_pfn=0x600 zone_end=0x800 "
                + "mode=sync status=success",
            "mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_TRANSHUGE",
            "mm_vmscan_direct_reclaim_end: nr_reclaimed=5",
            "mm_page_alloc_extfrag: page=ffffea0000010000 pfn=0x400 alloc_order=0 "
                + "fallback_order=9 pageblock_order=9 alloc_migratetype=0 fallback_migratetype=1 "
                + "fragmenting=1 change_ownership=1",
            "mm_page_alloc: page=ffffea0000018000 pfn=0x600 order=9 migratetype=1 "
                + "gfp_flags=GFP_TRANSHUGE",
            "tracing_mark_write: ORACLE req 0 end",
            "mm_page_free: page=ffffea0000000040 pfn=0x1 order=0",
            "tracing_mark_write: ORACLE requests first end",
            "tracing_mark_write: ORACLE requests first freed",
            "tracing_mark_write: ORACLE compact_memory begin",
            "mm_vmscan_kswapd_sleep: nid=0",
            "tracing_mark_write: ORACLE snap 01-end lists-read",
        ];
        return "# tracer: nop\n" + string.Concat(events.Select(
            (e, i) => $"        worker-7       [000] .....     2.{i:000000}: {e}\n"));
    }
}
