using System.IO.Compression;
using CsvHelper;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Traces.Events;
using ZstdSharp;

namespace FragSim.Traces.Csv;

/// <summary>
/// Writes a stream of events as a CSV trace, compressed when the name ends in <c>.gz</c> or
/// <c>.zst</c>.
/// </summary>
public sealed class CsvTraceWriter : ITraceWriter
{
    private const int BufferBytes = 1 << 16;
    private const int ZstdLevel = 6;

    private readonly FileStream file;
    private readonly IReadOnlyList<string> names;
    private readonly CsvWriter csv;
    private bool closed;

    /// <param name="path">An existing file is replaced.</param>
    /// <param name="names">Names of phases and snapshots, as the workload or source has them.
    /// </param>
    /// <param name="start">Blocks in use before the first event, which become allocations; null
    /// when there are none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public CsvTraceWriter(
        string path, IReadOnlyList<string> names, StartState? start = null)
    {
        this.names = names;
        file = new FileStream(
            path, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
        Stream stream = file;
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            stream = new GZipStream(stream, CompressionLevel.Optimal);
        else if (path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase))
            stream = new CompressionStream(stream, ZstdLevel, leaveOpen: false);
        csv = CsvWriter.Create(stream, CsvWriterOptions.Default with { NewLine = "\n" });
        for (int i = 0; i < CsvWords.Columns.Count; i++)
            csv.WriteField((ReadOnlySpan<byte>)CsvWords.Columns[i]);
        csv.EndRecord();
        if (start is null)
            return;
        foreach (PageEvent e in StartAsEvents.Of(start))
            Apply(e);
    }

    /// <summary>Writes an event; nothing is simulated.</summary>
    public Outcome Apply(in PageEvent e)
    {
        bool named = e.Op is EventOp.Phase or EventOp.Snapshot;
        bool block = CsvWords.HasKind(e.Op);
        bool global = named
            || (CsvWords.IsGlobal(e.Op) && e.Op != EventOp.RequestReclaimed);
        csv.WriteField(e.TimeNs, default);
        csv.WriteField((ReadOnlySpan<byte>)CsvWords.Ops[(int)e.Op]);
        if (global)
            csv.WriteField(default(ReadOnlySpan<byte>));
        else
            csv.WriteField(e.Id, default);
        if (block)
            WriteBlock(in e);
        else
            for (int i = 0; i < 4; i++)
                csv.WriteField(default(ReadOnlySpan<byte>));
        WriteBits((int)e.Flags, CsvWords.Flags, global);
        // One event a line.
        csv.WriteField(named ? names[(int)e.Id].ReplaceLineEndings(" ") : "");
        if (e.Page != 0)
            csv.WriteField(e.Page, default);
        else
            csv.WriteField(default(ReadOnlySpan<byte>));
        csv.EndRecord();
        return new Outcome(OutcomeKind.Done, 0);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        closed = true;
        csv.Dispose();
        file.Dispose();
    }

    /// <summary>Closes the file; one that is not complete leaves nothing behind.</summary>
    public void Dispose()
    {
        if (!closed)
            csv.Dispose();
        closed = true;
        file.Dispose();
    }

    private void WriteBlock(in PageEvent e)
    {
        csv.WriteField(e.Order, default);
        csv.WriteField((ReadOnlySpan<byte>)CsvWords.Mobilities[(int)e.Mobility]);
        csv.WriteField((ReadOnlySpan<byte>)CsvWords.Sources[(int)e.Source]);
        WriteBits((int)e.Effort, CsvWords.Efforts, empty: false);
    }

    private void WriteBits(int bits, Spelling words, bool empty)
    {
        Span<byte> text = stackalloc byte[128];
        int length = 0;
        for (int i = 0; i < words.Count && !empty; i++)
        {
            if ((bits & 1 << i) == 0)
                continue;
            if (length > 0)
                text[length++] = (byte)'|';
            words[i].CopyTo(text[length..]);
            length += words[i].Length;
        }
        csv.WriteField(length > 0 || empty ? text[..length] : "none"u8);
    }
}
