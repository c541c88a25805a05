using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Traces.Events;

namespace FragSim.Traces.Fstrace;

/// <summary>Writes a stream of events as a <c>.fstrace</c> file.</summary>
public sealed class FstraceWriter : ITraceWriter
{
    private const int BufferBytes = 1 << 16;
    private const int ZstdLevel = 3;
    private const uint NoId = uint.MaxValue;

    private readonly IReadOnlyList<string> names;
    private readonly FileStream file;
    private readonly BlockWriter blocks;
    private readonly EventColumns columns = new();
    private readonly BlockIndex index = new();
    private readonly VarintWriter text = new();
    private uint[] ids = [];
    private uint idsEnd;
    private uint idsBefore;
    private int namesWritten;

    /// <param name="path">An existing file is replaced.</param>
    /// <param name="names">Names of phases and snapshots, as the workload or source has them.
    /// </param>
    /// <param name="start">The state in which memory is before the first event; null at boot.
    /// </param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public FstraceWriter(string path, IReadOnlyList<string> names, StartState? start = null)
    {
        this.names = names;
        file = new FileStream(
            path, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
        blocks = new BlockWriter(file, ZstdLevel);
        if (start is null)
            return;
        foreach (StartBlock block in start.Blocks)
            IdOf(block.Id);
        new StartWriter(start, piece => blocks.Write(
            new BlockHeader(BlockKind.Start, 0, 0, (uint)start.Blocks.Count, 0, 0, 0), piece))
            .Write();
        idsBefore = idsEnd;
    }

    /// <summary>Writes an event; nothing is simulated.</summary>
    public Outcome Apply(in PageEvent e)
    {
        uint idsBefore = idsEnd;
        uint id = EventShape.HasBlock(e.Op) ? IdOf(e.Id) : e.Id;
        if (EventShape.IsNamed(e.Op))
            WriteNames((int)e.Id + 1);
        if (!columns.TryAdd(e, id))
        {
            Flush(idsBefore);
            columns.TryAdd(e, id);
        }
        index.LastNs = e.TimeNs;
        return new Outcome(OutcomeKind.Done, 0);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        Flush(idsEnd);
        long index = blocks.Offset;
        this.index.Write(blocks, idsEnd, (uint)namesWritten);
        blocks.WriteFooter(index);
        blocks.Dispose();
        file.Dispose();
    }

    /// <summary>Closes the file; one that is not complete leaves nothing behind.</summary>
    public void Dispose()
    {
        blocks.Dispose();
        file.Dispose();
    }

    /// <summary>Ids in order of first use: a reader need not believe that more are to come.
    /// </summary>
    private uint IdOf(uint id)
    {
        if (id >= (uint)ids.Length)
        {
            int before = ids.Length;
            Array.Resize(ref ids, (int)Math.Min(
                Math.Max(id + 1L, Math.Max(1024, 2L * before)), Array.MaxLength));
            Array.Fill(ids, NoId, before, ids.Length - before);
        }
        ref uint own = ref ids[id];
        if (own == NoId)
            own = idsEnd++;
        return own;
    }

    private void WriteNames(int count)
    {
        for (; namesWritten < count; namesWritten++)
        {
            text.Clear();
            text.Text(names[namesWritten]);
            BlockHeader header = new(
                BlockKind.Name, 0, 0, 1, 0, idsBefore, (uint)namesWritten);
            blocks.Write(header, text.Written);
        }
    }

    /// <param name="idsBefore">Ids used before the block that is then begun.</param>
    private void Flush(uint idsBefore)
    {
        if (columns.Count == 0)
            return;
        index.Add(blocks.Offset, columns.FirstNs, columns.Count);
        BlockHeader header = new(BlockKind.Events, 0, 0, (uint)columns.Count, columns.FirstNs,
            this.idsBefore, (uint)namesWritten);
        blocks.Write(header, columns.Take());
        this.idsBefore = idsBefore;
    }
}
