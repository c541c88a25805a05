using FragSim.Sim.Base;

namespace FragSim.Traces.Events;

/// <summary>Files that people have and that another tool must first turn into text.</summary>
internal static class ForeignFiles
{
    /// <exception cref="InputException">It is one of them; the message names the command.
    /// </exception>
    public static void Check(TraceHead head)
    {
        string? remedy = head.Bytes switch
        {
            var b when b.StartsWith("PERFILE2"u8) =>
                "is perf's own file; run perf script -i FILE > FILE.txt and give that",
            [0x17, 0x08, 0x44, .. var b] when b.StartsWith("tracing"u8) =>
                "is trace-cmd's own file; run trace-cmd report -i FILE > FILE.txt and give that",
            var b when b.StartsWith("TRACE:\nx"u8) =>
                "is compressed by atrace; run atrace without -z",
            var b when b.StartsWith("<!DOCTYPE"u8) || b.StartsWith("<html"u8) =>
                "is a page of HTML; give the text of its trace, from '# tracer:' on, in a file of "
                + "its own",
            [0x50, 0x4b, 0x03, 0x04, ..] => "is a zip archive; unpack it and give a file of it",
            [0x42, 0x5a, 0x68, ..] or [0xfd, 0x37, 0x7a, 0x58, 0x5a, ..] =>
                "is compressed with bzip2 or xz; unpack it, or compress it with gzip or zstd",
            _ => null,
        };
        if (remedy is not null)
            throw new InputException($"{head.Path}: {remedy}");
    }
}
