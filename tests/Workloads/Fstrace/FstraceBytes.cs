using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Fstrace;

namespace FragSim.Tests.Workloads.Fstrace;

/// <summary>Small files of the format, and blocks of them made by hand.</summary>
internal static class FstraceBytes
{
    public static IReadOnlyList<string> Names { get; } = ["fill", "rest, at last", "fill", "four"];

    public static string Write(TempFolder folder, PageEvent[] events)
    {
        string path = Path.Combine(folder.Path, "t.fstrace");
        using FstraceWriter writer = new(path, Names);
        foreach (PageEvent e in events)
            writer.Apply(e);
        writer.Complete();
        return path;
    }

    /// <summary>A file with one block, whose checksum is right whatever it says.</summary>
    public static string WithBlock(TempFolder folder, BlockHeader header, byte[] content)
    {
        string path = Path.Combine(folder.Path, "hostile.fstrace");
        using BlockWriter writer = new(File.Create(path), 1);
        writer.Write(header, content);
        return path;
    }

    /// <summary>A phase, then pages that come and go; two blocks of events.</summary>
    public static PageEvent[] SmallTrace { get; } =
    [
        new() { Op = EventOp.Phase, Id = 1 },
        .. Enumerable.Range(0, 600).Select(i => new PageEvent
        {
            TimeNs = i * 1000L,
            Op = i % 2 == 0 ? EventOp.Alloc : EventOp.Free,
            Id = (uint)(i / 2 % 7),
            Effort = (Effort)(i / 2),
        }),
    ];

    /// <summary>Makes a file say that it is of another version.</summary>
    public static void SetVersion(string path, byte version)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[8] = version;
        File.WriteAllBytes(path, bytes);
    }

    public static List<PageEvent> ReadAll(string path)
    {
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        return MiniRecording.ReadAll(source);
    }
}
