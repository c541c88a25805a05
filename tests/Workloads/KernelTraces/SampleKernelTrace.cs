using System.Globalization;
using System.IO.Compression;
using FragSim.Sim.Base;
using ZstdSharp;

namespace FragSim.Tests.Workloads.KernelTraces;

internal enum Dialect { Ftrace, TraceCmd, PerfScript }

/// <summary>
/// The same made-up events of two CPUs as three tools print them: blocks of three orders come and
/// go, some frees are of blocks never seen, and neighbouring lines are not always in order.
/// </summary>
internal static class SampleKernelTrace
{
    private const int OrderThreeBase = 1 << 21;
    private const int HugeBase = 1 << 22;

    private static readonly string[] Gfp =
    [
        "GFP_HIGHUSER_MOVABLE|__GFP_ZERO|__GFP_COMP",
        "GFP_NOFS|__GFP_HIGHMEM|__GFP_MOVABLE|__GFP_WRITE|__GFP_HARDWALL",
        "GFP_KERNEL_ACCOUNT|__GFP_ZERO",
        "GFP_KERNEL|__GFP_NOWARN|__GFP_NORETRY|__GFP_COMP|__GFP_RECLAIMABLE",
        "GFP_ATOMIC|__GFP_COMP",
    ];

    private static readonly string[] Tasks =
        ["cc1", "Web Content", "kworker/0:1-mm", ".NET Timer", "kswapd0"];

    private static readonly int[] Types = [1, 1, 0, 2, 0];

    public static void Write(string path, Dialect dialect, int events)
    {
        using Stream file = File.Create(path);
        using Stream stream = path.EndsWith(".zst", StringComparison.Ordinal)
            ? new CompressionStream(file, 1)
            : path.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using StreamWriter text = new(stream) { NewLine = "\n" };
        if (dialect == Dialect.Ftrace)
            text.WriteLine("# tracer: nop\n#\n#           TASK-PID     CPU#  TIMESTAMP");
        else if (dialect == Dialect.TraceCmd)
            text.WriteLine("cpus=2");
        string held = "";
        Rng shuffle = new(9);
        foreach (string line in Lines(dialect, events))
        {
            // Now and then a line comes a little late, as where two CPUs' buffers meet.
            if (held.Length == 0 && shuffle.Below(50) == 0)
            {
                held = line;
                continue;
            }
            text.WriteLine(line);
            if (held.Length > 0)
                text.WriteLine(held);
            held = "";
        }
        if (held.Length > 0)
            text.WriteLine(held);
    }

    private static IEnumerable<string> Lines(Dialect dialect, int events)
    {
        Rng rng = new(7);
        List<(int Pfn, int Order)> live = [];
        Stack<int> free = new(Enumerable.Range(4096, 60_000).Reverse());
        Stack<int> freeThree = new(Enumerable.Range(0, 500).Select(i => OrderThreeBase + (8 * i)));
        Stack<int> freeHuge = new(Enumerable.Range(0, 40).Select(i => HugeBase + (512 * i)));
        long micros = 11_045_279_065;
        for (int i = 0; i < events; i++)
        {
            micros += 1 + rng.Below(40);
            int kind = (int)rng.Below((uint)Gfp.Length);
            uint dice = rng.Below(1000);
            string fields;
            if (live.Count > 0 && (dice < 470 || live.Count > 50_000))
            {
                int at = (int)rng.Below((uint)live.Count);
                (int pfn, int order) = live[at];
                live[at] = live[^1];
                live.RemoveAt(live.Count - 1);
                (order == 0 ? free : order == 3 ? freeThree : freeHuge).Push(pfn);
                fields = $"mm_page_free: {Page(pfn, dialect)} order={order}";
            }
            else if (dice > 995)
                fields = $"mm_page_free: {Page(100 + (int)dice, dialect)} order=0";
            else if (dice > 990)
                fields = "mm_compaction_isolate_freepages: range=(0x1 ~ 0x2) nr_scanned=3";
            else if (dice > 985 && freeHuge.Count > 0)
                fields = Alloc(live, freeHuge.Pop(), 9, "GFP_TRANSHUGE", 1, dialect);
            else if (dice > 983)
                fields = "mm_page_alloc: page=0000000000000000 pfn=0x0 order=9 migratetype=1 "
                    + "gfp_flags=GFP_TRANSHUGE_LIGHT";
            else if (dice > 960 && freeThree.Count > 0)
                fields = Alloc(live, freeThree.Pop(), 3, Gfp[kind], Types[kind], dialect);
            else
                fields = Alloc(live, free.Pop(), 0, Gfp[kind], Types[kind], dialect);
            yield return Head(dialect, micros, kind, (int)rng.Below(2)) + Named(fields, dialect);
        }
    }

    private static string Alloc(List<(int, int)> live, int pfn, int order, string gfp, int type,
        Dialect dialect)
    {
        live.Add((pfn, order));
        return $"mm_page_alloc: {Page(pfn, dialect)} order={order} migratetype={type} "
            + $"gfp_flags={gfp}";
    }

    private static string Page(int pfn, Dialect dialect) => dialect switch
    {
        Dialect.PerfScript => $"page=0x{pfn:x} pfn=0x{pfn:x}",
        Dialect.TraceCmd => $"page=0xffffea{64L * pfn:x10} pfn={pfn}",
        _ => $"page=00000000{(uint)pfn * 2654435761:x8} pfn=0x{pfn:x}",
    };

    private static string Head(Dialect dialect, long micros, int task, int cpu)
    {
        int pid = 100 + task;
        string time = string.Create(CultureInfo.InvariantCulture,
            $"{micros / 1_000_000}.{micros % 1_000_000:000000}");
        return dialect switch
        {
            Dialect.PerfScript => $"{Tasks[task],16} {pid,5} [{cpu:000}] {time}: ",
            Dialect.TraceCmd => $"{Tasks[task],16}-{pid,-5} [{cpu:000}] {time}: ",
            _ => $"{Tasks[task],16}-{pid,-7} [{cpu:000}] ...1. {time}: ",
        };
    }

    private static string Named(string fields, Dialect dialect) => dialect switch
    {
        Dialect.PerfScript => $"       kmem:{fields}",
        Dialect.TraceCmd => fields.Replace(": ", ":        ", StringComparison.Ordinal),
        _ => fields,
    };
}
