using FragSim.Cli.Live;

namespace FragSim.Tests.Cli.Live;

/// <summary>A folder that looks like a machine of one small zone with tracefs.</summary>
internal sealed class FakeMachine : IInstanceFolders, IDisposable
{
    private readonly TemporaryFolder place = new();

    public FakeMachine(bool tracefs = true)
    {
        Put("proc/self/mounts", "proc /proc proc rw 0 0\n"
            + (tracefs ? "tracefs /sys/kernel/tracing tracefs rw 0 0\n" : ""));
        Put("proc/meminfo", "MemTotal: 65536 kB\n");
        Put("proc/zoneinfo", "Node 0, zone   Normal\n        spanned  16384\n"
            + "        managed  16384\n  start_pfn:           0\n");
        Put("proc/buddyinfo", Buddyinfo);
        Put("proc/kpageflags", "");
        File.WriteAllBytes(place["proc/kpageflags"], Flags());
        Put("proc/sys/vm/compaction_proactiveness", "20\n");
        Put("proc/1/stat", Stat(55));
        Put($"proc/{Environment.ProcessId}/stat", Stat(66));
        if (tracefs)
            Directory.CreateDirectory(place[Instances]);
    }

    /// <summary>The kernel has events of its page allocator.</summary>
    public bool HasEvents { get; set; } = true;

    /// <summary>Instances stay when they are removed, to be looked at.</summary>
    public bool KeepsInstances { get; set; }

    public List<string> Removed { get; } = [];

    public static string Instances => "sys/kernel/tracing/instances/";

    public static string Instance => $"{Instances}fragsim-{Environment.ProcessId}-66/";

    public void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        string[] events = ["events/kmem/mm_page_alloc/enable", "events/kmem/mm_page_free/enable"];
        foreach (string file in (string[])["tracing_on", "buffer_size_kb", "trace_clock",
            "trace_marker", "events/enable", .. HasEvents ? events : []])
            Put(Instance + file, "");
        Put(Instance + "per_cpu/cpu0/stats", "entries: 0\noverrun: 3\ndropped events: 0\n");
        Put(Instance + "trace_pipe", Line("11.000000", "tracing_mark_write: ORACLE snap 00-start "
            + "lists-read") + Line("11.000001", "mm_page_alloc: page=1 pfn=0x2000 order=0 "
            + "migratetype=1 gfp_flags=GFP_HIGHUSER_MOVABLE")
            + Line("11.000002", "mm_page_free: page=1 pfn=0x2000 order=0"));
    }

    public void Remove(string folder)
    {
        Removed.Add(folder);
        if (!KeepsInstances)
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>All but the first four frames are free.</summary>
    public static string Buddyinfo => "Node 0, zone   Normal      0      0      1      1      1"
        + "      1      1      1      1      1     15 \n";

    public string Root => place.Path;

    public string this[string name] => place[name];

    public void Dispose() => place.Dispose();

    private void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place[name])!);
        File.WriteAllText(place[name], text);
    }

    private static string Line(string time, string fields) =>
        $"             cc1-100     [000] ...1.   {time}: {fields}\n";

    private static string Stat(int start) =>
        $"1 (a (b) c) S {string.Join(' ', Enumerable.Repeat("0", 18))} {start} 0\n";

    private static byte[] Flags()
    {
        const int Slab = 1 << 7, Buddy = 1 << 10;
        byte[] flags = new byte[8 * 16384];
        for (int pfn = 0; pfn < 16384; pfn++)
            BitConverter.TryWriteBytes(flags.AsSpan(8 * pfn), pfn < 4 ? Slab : (long)Buddy);
        return flags;
    }
}
