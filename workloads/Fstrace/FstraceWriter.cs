using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Workloads.Text;
using FragSim.Workloads.Traces;

namespace FragSim.Workloads.Fstrace;

/// <summary>Writes a stream of events as a <c>.fstrace</c> file, which appears under its name only
/// once it is complete.</summary>
public sealed class FstraceWriter : ITraceWriter
{
    private const int ZstdLevel = 3;
    private const uint NoId = uint.MaxValue;

    private readonly IReadOnlyList<string> _names;
    private readonly NewFile _file;
    private readonly BlockWriter _blocks;
    private readonly EventColumns _columns = new();
    private readonly BlockIndex _index = new();
    private readonly VarintWriter _text = new();
    private uint[] _ids = [];
    private uint _idsEnd;
    private uint _idsBefore;
    private int _namesWritten;

    /// <param name="path">An existing file is replaced.</param>
    /// <param name="names">Names of phases and snapshots, as the workload or source has them.
    /// </param>
    /// <param name="start">The state in which memory is before the first event; null at boot.
    /// </param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public FstraceWriter(string path, IReadOnlyList<string> names, StartState? start = null)
    {
        _names = names;
        _file = new NewFile(path);
        _blocks = new BlockWriter(_file.Stream, ZstdLevel);
        if (start is null)
            return;
        foreach (StartBlock block in start.Blocks)
            IdOf(block.Id);
        new StartWriter(start, piece => _blocks.Write(
            new BlockHeader(BlockKind.Start, 0, 0, (uint)start.Blocks.Count, 0, 0, 0), piece))
            .Write();
        _idsBefore = _idsEnd;
    }

    /// <summary>Writes an event; nothing is simulated.</summary>
    public Outcome Apply(in PageEvent e)
    {
        uint idsBefore = _idsEnd;
        uint id = EventShape.HasBlock(e.Op) ? IdOf(e.Id) : e.Id;
        if (EventShape.IsNamed(e.Op))
            WriteNames((int)e.Id + 1);
        if (!_columns.TryAdd(e, id))
        {
            Flush(idsBefore);
            _columns.TryAdd(e, id);
        }
        _index.LastNs = e.TimeNs;
        return new Outcome(OutcomeKind.Done, 0);
    }

    public void Complete()
    {
        Flush(_idsEnd);
        long index = _blocks.Offset;
        _index.Write(_blocks, _idsEnd, (uint)_namesWritten);
        _blocks.WriteFooter(index);
        _blocks.Dispose();
        _file.Complete();
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _file.Dispose();
    }

    /// <summary>Ids in order of first use: a reader need not believe that more are to come.
    /// </summary>
    private uint IdOf(uint id)
    {
        if (id >= (uint)_ids.Length)
        {
            int before = _ids.Length;
            Array.Resize(ref _ids, (int)Math.Min(
                Math.Max(id + 1L, Math.Max(1024, 2L * before)), Array.MaxLength));
            Array.Fill(_ids, NoId, before, _ids.Length - before);
        }
        ref uint own = ref _ids[id];
        if (own == NoId)
            own = _idsEnd++;
        return own;
    }

    private void WriteNames(int count)
    {
        for (; _namesWritten < count; _namesWritten++)
        {
            _text.Clear();
            _text.Text(_names[_namesWritten]);
            BlockHeader header = new(
                BlockKind.Name, 0, 0, 1, 0, _idsBefore, (uint)_namesWritten);
            _blocks.Write(header, _text.Written);
        }
    }

    /// <param name="idsBefore">Ids used before the block that is then begun.</param>
    private void Flush(uint idsBefore)
    {
        if (_columns.Count == 0)
            return;
        _index.Add(_blocks.Offset, _columns.FirstNs, _columns.Count);
        BlockHeader header = new(BlockKind.Events, 0, 0, (uint)_columns.Count, _columns.FirstNs,
            _idsBefore, (uint)_namesWritten);
        _blocks.Write(header, _columns.Take());
        _idsBefore = idsBefore;
    }
}
