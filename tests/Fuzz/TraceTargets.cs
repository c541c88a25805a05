using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Fstrace;

namespace FragSim.Fuzz;

/// <summary>Traces that are one file.</summary>
internal static class TraceTargets
{
    private const string Csv =
        "time_ns,op,id,order,mobility,source,effort,flags,name,page\n0,phase,,,,,,,fill,\n"
        + "1000,alloc,1,0,movable,page_cache,direct|kswapd,lru,,7\n2000,touch,1,,,,,,,\n"
        + "2500,free,1,,,,,none,,\n3000,request,3,9,,,,,,\n9000,free,3,,,,,,,\n"
        + "9100,alloc,70000000000,0,unmovable,,,,,\n9200,free,70000000000,,,,,,,\n";

    private const string Task = "cc1-100     [000] ...1.     11.000001: ";
    private const string Line = Task + "mm_page_";

    public static IReadOnlyList<Target> All { get; } =
    [
        new("csv", "a.csv", Targets.Texts(Csv), Trace),
        new("csv.gz", "a.csv.gz", place => [Gzip(Csv), Gzip(Ftrace())], Trace),
        new("fstrace", "a.fstrace", Converted, Trace),
        new("fstrace-sound", "b.fstrace", Converted, path =>
        {
            File.WriteAllBytes(path, Mended(File.ReadAllBytes(path)));
            Trace(path);
            FstraceFile.Open(path).Extent();
            using IEventSource source = FstraceFile.Open(path).OpenEvents(2000);
            ReadAll(source);
        }),
        new("ftrace", "a.txt", Targets.Texts(Ftrace()), Trace),
        new("trace-cmd", "b.txt", Targets.Texts(
            "cpus=2\n" + Targets.Padded("cc1-100   [001]    11.000001: mm_page_")
            + "alloc:        [FAILED TO PARSE] pfn=64 order=3 gfp_flags=0x100 migratetype=0\n"
            + "CPU:0 [7 EVENTS DROPPED]\n",
            "cpus=2\nmine: "
            + Targets.Padded("a [3] b-c 4-100   (   99) [001]  11.000001: (+2)  mm_page_")
            + "free:         pfn=64 order=3\nmine: CPU:0 [7 EVENTS DROPPED]\n"), Trace),
        new("perf", "c.txt", Targets.Texts(
            "             cc1   100 [000]    11.000001:   kmem:mm_page_alloc: page=0x40 pfn=0x40 "
            + "order=0 migratetype=1 gfp_flags=GFP_TRANSHUGE\n"
            + "             cc1   100/101 [001]    11.000002:   kmem:mm_page_free: page=0x40 "
            + "pfn=0x40 order=0\n     a [3] b-c 4   100 [000]    11.000003: PERF_RECORD_LOST lost "
            + "30\n"), Trace),
        new("llfree", "a.bin", _ => [Llfree()], Trace),
    ];

    public static void Trace(string path)
    {
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        ReadAll(source);
    }

    public static void ReadAll(IEventSource source)
    {
        PageEvent[] buffer = new PageEvent[256];
        while (source.Read(buffer) > 0)
            continue;
    }

    private static string Ftrace() =>
        "# tracer: nop\n" + Targets.Padded(Line)
        + "alloc: page=00000000ad90b1a9 pfn=0x1000 order=0 migratetype=1 "
        + "gfp_flags=GFP_HIGHUSER_MOVABLE|__GFP_ZERO\n" + Targets.Padded(Line)
        + "free: page=00000000ad90b1a9 pfn=0x1000 order=0\nCPU:1 [LOST 5 EVENTS]\n";

    private static byte[] Gzip(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
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
        foreach (string text in (string[])[Csv, Csv.Replace(",page\n", ",page\n0,phase,,,,,,,a,\n",
            StringComparison.Ordinal)])
        {
            File.WriteAllText(csv, text);
            using IEventSource source = TraceFormats.Open(csv).OpenEvents();
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
        foreach (byte[] recorded in RecordingTargets.Converted(place))
            yield return recorded;
    }

    /// <summary>The file with the checksum of each block made right, so that what a block holds is
    /// read however it was damaged.</summary>
    private static byte[] Mended(byte[] file)
    {
        long at = 16;
        while (at + BlockHeader.Size <= file.Length)
        {
            Span<byte> block = file.AsSpan((int)at);
            long size = BlockHeader.Size + BinaryPrimitives.ReadUInt32LittleEndian(block[12..]);
            if (size > block.Length)
                break;
            BinaryPrimitives.WriteUInt64LittleEndian(
                block, XxHash3.HashToUInt64(block[8..(int)size], at));
            at += size;
        }
        return file;
    }
}
