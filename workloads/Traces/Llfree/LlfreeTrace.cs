using System.Buffers.Binary;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Events;
using FragSim.Traces.Text;

namespace FragSim.Traces.Llfree;

/// <summary>
/// The binary page traces of the LLFree allocator's evaluation: pages of 4 KiB, the first with the
/// numbers of pages and CPUs and the largest frame, each other one with 255 events of one CPU.
/// </summary>
internal sealed class LlfreeTrace(string path) : ITrace
{
    internal const int PageBytes = 4096;
    private const int MostCpus = 4096;

    public static readonly CatalogEntry Entry = new("llfree",
        "Binary page traces of the LLFree allocator's evaluation.",
        "luhsra/llfree-rs, eval/src/bin/replay.rs; Wrenger et al., USENIX ATC 2023");

    public string Name => TraceName.Of(path);

    public string Format => Entry.Name;

    public StartState? Start => null;

    public IEventSource OpenEvents()
    {
        Stream stream = new ReadAhead(path);
        try
        {
            return new LlfreeSource(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>There is no magic number, so all that the header says must make sense.</summary>
    public static bool Fits(TraceHead head) => head.Bytes.Length > PageBytes + 4
        && Number(head.Bytes, 0) > 0
        && Number(head.Bytes, 4) is > 0 and <= MostCpus
        && Number(head.Bytes, 8) is > 0 and < 1 << 24
        && Number(head.Bytes, PageBytes) < Number(head.Bytes, 4)
        && head.Bytes[..16].Contains((byte)0);

    internal static uint Number(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
