using FragSim.Sim.Events;
using FragSim.Traces.Events;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>A hand-written recording of one zone of 2048 pages: frame 0 holds a kernel page and
/// every other frame is free.</summary>
internal sealed class MiniRecording : IDisposable
{
    private const ulong Memmap = 0xffffea0000000000;
    private const int Frames = 2048;
    private readonly TempFolder folder = new();
    private readonly List<string> lines = ["# tracer: nop"];
    private int micros;

    /// <param name="begins">Its trace begins with the mark that the simulation begins at.</param>
    public MiniRecording(bool begins = true)
    {
        IEnumerable<string> pfns = Enumerable.Range(1, Frames - 1).Select(p => p.ToString("x"));
        string free = string.Join(' ', pfns);
        folder.File("snap/00-start/freelists.txt",
            $"zone DMA32 start_pfn=0 spanned={Frames} managed={Frames}\n"
            + $"free DMA32 0 Movable: {free}\n");
        folder.File("snap/00-start/pageblocks.txt",
            "0 Unmovable 0\n200 Movable 0\n400 Movable 1\n600 Movable 0\n");
        File.WriteAllBytes(
            Path.Combine(folder.Path, "snap/00-start/kpageflags.bin"), new byte[8 * Frames]);
        if (begins)
            Mark("snap 00-start lists-read");
    }

    public string Folder => folder.Path;

    public RecordingTally Tally { get; private set; } = new();

    /// <param name="fields">The event and its fields.</param>
    /// <param name="task">Its name and pid.</param>
    /// <param name="flags">The five columns of interrupts and preemption.</param>
    public MiniRecording Raw(string fields, string task = "worker-7", string flags = ".....")
    {
        int dash = task.LastIndexOf('-');
        string head = $"{task[..dash],16}-{task[(dash + 1)..],-7} [000] {flags}";
        lines.Add($"{head}     2.{micros++:000000}: {fields}");
        return this;
    }

    public MiniRecording Line(string line)
    {
        lines.Add(line);
        return this;
    }

    public MiniRecording Mark(string words, string task = "init-1") =>
        Raw("tracing_mark_write: ORACLE " + words, task);

    public MiniRecording Alloc(
        uint pfn, int order = 0, string gfp = "GFP_HIGHUSER_MOVABLE|__GFP_ZERO", int type = 1,
        string task = "worker-7") =>
        Raw($"mm_page_alloc: page={Page(pfn)} pfn=0x{pfn:x} order={order} migratetype={type} "
            + $"gfp_flags={gfp}", task);

    public MiniRecording FailedAlloc(int order, string task) =>
        Raw($"mm_page_alloc: page=0000000000000000 pfn=0x0 order={order} migratetype=1 "
            + "gfp_flags=GFP_TRANSHUGE", task);

    public MiniRecording Free(
        uint pfn, int order = 0, string task = "worker-7", string flags = ".....") =>
        Raw($"mm_page_free: page={Page(pfn)} pfn=0x{pfn:x} order={order}", task, flags);

    public MiniRecording ZoneLocked(uint pfn, string task = "worker-7") =>
        Raw($"mm_page_alloc_zone_locked: page={Page(pfn)} pfn=0x{pfn:x} order=0 migratetype=1 "
            + "cpu=0 percpu_refill=1", task);

    public MiniRecording Isolate(uint pfn, int order) =>
        Raw($"fs_isolate_free: (__isolate_free_page+0x0/0x1d0) page=0x{Page(pfn)} "
            + $"order=0x{order:x}");

    public MiniRecording Migrate(uint from, uint to) =>
        Raw($"fs_migrate: (folio_migrate_flags+0x0/0x180) newpage=0x{Page(to)} "
            + $"page=0x{Page(from)}");

    public List<PageEvent> Play()
    {
        File.WriteAllLines(Path.Combine(Folder, "mini.ftrace.txt"), lines);
        using RecordingSource source = RecordingFolder.Open(Folder).OpenEvents();
        List<PageEvent> events = ReadAll(source);
        Tally = source.Tally;
        // The snapshot that starts it is the same in every test.
        Assert.Equal(EventOp.Snapshot, events[0].Op);
        return events[1..];
    }

    public static List<PageEvent> ReadAll(IEventSource source, int batch = 100)
    {
        PageEvent[] buffer = new PageEvent[batch];
        List<PageEvent> events = [];
        int count;
        while ((count = source.Read(buffer)) > 0)
            events.AddRange(buffer.AsSpan(0, count));
        return events;
    }

    public void Dispose() => folder.Dispose();

    private static string Page(uint pfn) => (Memmap + 64 * pfn).ToString("x16");
}
