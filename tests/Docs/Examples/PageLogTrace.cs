using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Traces.Events;
using FragSim.Traces.Text;

namespace FragSim.Tests.Docs.Examples;

/// <summary>
/// Text that begins with the line <c># pagelog</c>. Each other line is an allocation of movable
/// memory, <c>NS + ID ORDER</c>, or a free, <c>NS - ID</c>; order 9 is a huge-page request.
/// </summary>
internal sealed class PageLogTrace(string path) : ITrace
{
    public static CatalogEntry Entry { get; } = new(
        "pagelog", "One allocation or free of movable memory a line.", "docs/extending.md");

    public string Name => TraceName.Of(path);

    public string Format => Entry.Name;

    public StartState? Start => null;

    public static bool Fits(TraceHead head) => head.Bytes.StartsWith("# pagelog\n"u8);

    public IEventSource OpenEvents() => new Source(path);

    private sealed class Source(string path) : IEventSource
    {
        private const int LongestLine = 256;

        private readonly LineReader lines = new(path, LongestLine, ahead: true);
        private readonly IdMap live = new();
        private readonly DenseIds ids = new();
        private readonly long mostLive = InputLimits.MostOf(32);
        private long timeNs;

        public IReadOnlyList<string> Names => [];

        public double Fraction => lines.Fraction;

        public int Read(Span<PageEvent> buffer)
        {
            int count = 0;
            while (count < buffer.Length && lines.Next(out ReadOnlySpan<byte> line))
            {
                if (!line.IsEmpty && line[0] != '#')
                    buffer[count++] = Parse(line);
            }
            return count;
        }

        public void Dispose() => lines.Dispose();

        private PageEvent Parse(ReadOnlySpan<byte> line)
        {
            ulong time = Number(ref line, "the time");
            if (time > SimulationOptions.MaxTimeNs || (long)time < timeNs)
                throw lines.At($"time {time} is out of order or range; sort the lines by time");
            timeNs = (long)time;
            ReadOnlySpan<byte> op = Word(ref line);
            ulong id = Number(ref line, "the id");
            return op.SequenceEqual("+"u8) ? Alloc(id, Number(ref line, "the order"))
                : op.SequenceEqual("-"u8) ? Free(id)
                : throw lines.At($"'{Printable.Word(op)}' is neither + nor -; write one of them");
        }

        private PageEvent Alloc(ulong id, ulong order)
        {
            if (order > Order.MaxBuddy)
                throw lines.At($"order {order} is above {Order.MaxBuddy}; write a smaller one");
            if (live.Count >= mostLive)
                throw lines.At("more blocks are in use than this computer can follow; free some");
            uint dense = ids.Take();
            if (!live.TryAdd(id, dense))
                throw lines.At($"id {id} is in use; free it first, or write another");
            EventOp op = order == Order.Huge ? EventOp.Request : EventOp.Alloc;
            PageSource source = CsvWords.DefaultSource(op, MigrateType.Movable);
            return new PageEvent
            {
                TimeNs = timeNs,
                Op = op,
                Id = dense,
                Order = (byte)order,
                Mobility = MigrateType.Movable,
                Source = source,
                Effort = CsvWords.DefaultEffort(op),
                Flags = CsvWords.DefaultFlags(source),
            };
        }

        private PageEvent Free(ulong id)
        {
            if (!live.Remove(id, out uint dense))
                throw lines.At($"id {id} is not in use; allocate it first, or take the line out");
            ids.Return(dense);
            return new PageEvent { TimeNs = timeNs, Op = EventOp.Free, Id = dense };
        }

        private ulong Number(ref ReadOnlySpan<byte> line, string what)
        {
            ReadOnlySpan<byte> word = Word(ref line);
            return Digits.TryRead(word, out ulong number) ? number
                : throw lines.At($"{what} '{Printable.Word(word)}' is not a whole number; "
                    + "write it in digits");
        }

        /// <summary>Takes the first word off a line.</summary>
        private static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> line)
        {
            int end = line.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
            line = end < 0 ? [] : line[(end + 1)..];
            return word;
        }
    }
}
