using System.Buffers.Binary;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Workloads.KernelTraces;

public sealed class LlfreeTests
{
    private const uint Movable = 0x8, PageCache = 0x1000_0000;

    [Fact]
    public void Events_of_all_CPUs_come_in_order_of_time()
    {
        List<PageEvent> events = Read(2,
            (0, [(1, 64, true, 0, Movable), (5, 64, false, 0, 0)]),
            (1, [(2, 72, true, 3, 0), (9, 72, false, 3, 0)]));
        Assert.Equal([EventOp.Alloc, EventOp.Alloc, EventOp.Free, EventOp.Free],
            events.Select(e => e.Op));
        Assert.Equal([1000, 2000, 5000, 9000], events.Select(e => e.TimeNs));
        Assert.Equal((MigrateType.Movable, MigrateType.Unmovable),
            (events[0].Mobility, events[1].Mobility));
        Assert.Equal((3, events[0].Id), (events[1].Order, events[2].Id));
    }

    [Fact]
    public void The_flag_of_the_page_cache_is_read()
    {
        List<PageEvent> events = Read(1, (0, [(1, 64, true, 0, Movable | PageCache)]));
        Assert.Equal((PageSource.PageCache, EventFlags.Lru), (events[0].Source, events[0].Flags));
    }

    [Fact]
    public void A_CPU_that_is_silent_for_long_does_not_hold_the_others_back()
    {
        (int, (ulong, uint, bool, byte, uint)[])[] pages = [.. Enumerable.Range(0, 300).Select(i =>
            (0, new (ulong, uint, bool, byte, uint)[] { ((ulong)i, (uint)(64 + i), true, 0, 0) }))];
        Assert.Equal(300, Read(4, pages).Count);
    }

    private static List<PageEvent> Read(
        uint cpus, params (int Cpu, (ulong, uint, bool, byte, uint)[] Entries)[] pages)
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "t.bin");
        using (FileStream file = File.Create(path))
        {
            byte[] header = new byte[4096];
            BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)pages.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), cpus);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), 1 << 20);
            file.Write(header);
            foreach ((int cpu, var entries) in pages)
                file.Write(Page(cpu, entries));
        }
        ITrace trace = TraceFormats.Open(path);
        Assert.Equal("llfree", trace.Format);
        using IEventSource source = trace.OpenEvents();
        return MiniRecording.ReadAll(source);
    }

    /// <summary><c>time_us:38, pfn:24, alloc:1, order:4, gfp:29, pid:32</c>.</summary>
    private static byte[] Page(int cpu, (ulong, uint, bool, byte, uint)[] entries)
    {
        byte[] page = new byte[4096];
        BinaryPrimitives.WriteInt32LittleEndian(page, cpu);
        for (int i = 0; i < entries.Length; i++)
        {
            (ulong time, uint pfn, bool alloc, byte order, uint gfp) = entries[i];
            UInt128 bits = (UInt128)time | ((UInt128)pfn << 38) | ((UInt128)(alloc ? 1u : 0) << 62)
                | ((UInt128)order << 63) | ((UInt128)gfp << 67) | ((UInt128)7 << 96);
            BinaryPrimitives.WriteUInt128LittleEndian(page.AsSpan(16 * (i + 1)), bits);
        }
        return page;
    }
}
