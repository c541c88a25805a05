using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FragSim.Sim.Events;

namespace FragSim.Traces.Fstrace;

/// <summary>Takes the events of a block out of its columns, as many at a time as are wanted.
/// </summary>
internal sealed class EventDecoder
{
    private readonly PageEvent[] shapes = new PageEvent[FstraceLayout.MaxShapes];
    private byte[] content = [];
    private int shapeAt;
    private int timeCodes;
    private int timeAt;
    private int idCodes;
    private int idAt;
    private int pageCodes;
    private int pageAt;
    private int pagesDone;
    private int pages;
    private int done;
    private int count;
    private uint id;
    private uint page;
    private bool named;
    private bool paged;

    /// <summary>Ids that were used so far: a new one must be the next.</summary>
    public uint IdsEnd { get; set; }

    /// <summary>Names that were read so far.</summary>
    public int Names { get; set; }

    /// <summary>May events have a page? Not in files of the first version.</summary>
    public required bool KnowsPages { get; init; }

    /// <summary>Time of the last event read.</summary>
    public long TimeNs { get; private set; }

    public int Left => count - done;

    /// <summary>Begins a block whose checksum was right.</summary>
    /// <param name="header">Events and bytes of the block, and its first time.</param>
    /// <param name="content">With <see cref="BlockReader.Slack"/> behind it.</param>
    /// <returns>What is wrong with its layout; null when nothing is.</returns>
    public string? Begin(BlockHeader header, byte[] content)
    {
        int bytes = (int)header.Bytes;
        this.content = content;
        count = (int)header.Count;
        done = 0;
        TimeNs = header.FirstNs;
        id = page = 0;
        if (header.Count is 0 or > FstraceLayout.MaxBlockEvents || bytes < sizeof(uint)
            || header.FirstNs < 0)
            return "it has too many events or none";
        uint shapes = BinaryPrimitives.ReadUInt32LittleEndian(content);
        shapeAt = sizeof(uint) + ((int)shapes * FstraceLayout.ShapeBytes);
        if (shapes is 0 or > FstraceLayout.MaxShapes || shapeAt > bytes)
            return "it has too many shapes or none";
        if (!ReadShapes((int)shapes))
            return "an event has an op, order or word that there is not";
        int codes = StepWidths.CodeBytes(count);
        timeCodes = shapeAt + count;
        timeAt = timeCodes + codes;
        if (timeAt > bytes)
            return "its columns are short";
        idCodes = timeAt + StepWidths.OfTime.Sum(content.AsSpan(timeCodes, codes), count);
        idAt = idCodes + codes;
        if (idAt > bytes)
            return "its columns are short";
        if (content.AsSpan(shapeAt, count)
            .ContainsAnyExceptInRange((byte)0, (byte)(shapes - 1)))
            return "an event has a shape that is not listed";
        pageCodes = idAt + StepWidths.OfId.Sum(content.AsSpan(idCodes, codes), count);
        return BeginPages(bytes) ? null : "its columns do not fill it";
    }

    /// <summary>The next events; what is wrong with them, or null.</summary>
    public string? Read(Span<PageEvent> events)
    {
        // Whatever the codes say, all columns lie within the content: Begin has added them up.
        ref byte content = ref MemoryMarshal.GetArrayDataReference(this.content);
        PageEvent[] shapes = this.shapes;
        int timeAt = this.timeAt, idAt = this.idAt, at = done;
        long timeNs = TimeNs, any = 0;
        uint id = this.id, idsEnd = IdsEnd;
        for (int i = 0; i < events.Length; i++, at++)
        {
            int timeCode = Code(ref content, timeCodes, at);
            ulong step = Word(ref content, timeAt) & (ulong.MaxValue >> (64 - (8 << timeCode)));
            timeAt += 1 << timeCode;
            timeNs += (long)step;
            // Once a step or the time passes the largest time, its sign bit stays here.
            any |= timeNs | (long)step;
            int idCode = Code(ref content, idCodes, at);
            uint zigzag = (uint)Word(ref content, idAt) & (uint.MaxValue >> (24 - (idCode << 3)));
            idAt += idCode + 1;
            id += (zigzag >> 1) ^ (uint)-(int)(zigzag & 1);
            ref PageEvent e = ref events[i];
            e = shapes[Unsafe.Add(ref content, shapeAt + at)];
            e.TimeNs = timeNs;
            e.Id = id;
            if (id >= idsEnd && EventShape.HasBlock(e.Op) && id != idsEnd++)
                return "an id is beyond those in use";
        }
        (this.timeAt, this.idAt, done) = (timeAt, idAt, at);
        (TimeNs, this.id, IdsEnd) = (timeNs, id, idsEnd);
        if (paged)
            ReadPages(events, ref content);
        if (any < 0)
            return "a time is out of range";
        return named && !HaveNames(events) ? "a phase or snapshot has no name" : null;
    }

    private bool ReadShapes(int count)
    {
        named = paged = false;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> bytes =
                content.AsSpan(sizeof(uint) + (i * FstraceLayout.ShapeBytes));
            if (!EventShape.TryRead(bytes, out shapes[i]))
                return false;
            paged |= shapes[i].Page != 0;
            named |= EventShape.IsNamed(shapes[i].Op);
        }
        return KnowsPages || !paged;
    }

    /// <summary>Finds the last column: one page for each event that has one.</summary>
    /// <returns>Do the columns end where the block does?</returns>
    private bool BeginPages(int bytes)
    {
        pages = pagesDone = 0;
        if (paged)
        {
            foreach (byte shape in content.AsSpan(shapeAt, count))
                pages += (int)shapes[shape].Page;
        }
        int codes = StepWidths.CodeBytes(pages);
        pageAt = pageCodes + codes;
        return pageAt <= bytes && bytes == pageAt
            + StepWidths.OfId.Sum(content.AsSpan(pageCodes, codes), pages);
    }

    private void ReadPages(Span<PageEvent> events, ref byte content)
    {
        foreach (ref PageEvent e in events)
        {
            if (e.Page == 0)
                continue;
            int code = Code(ref content, pageCodes, pagesDone++);
            uint zigzag = (uint)Word(ref content, pageAt) & (uint.MaxValue >> (24 - (code << 3)));
            pageAt += code + 1;
            page += (zigzag >> 1) ^ (uint)-(int)(zigzag & 1);
            e.Page = page;
        }
    }

    private bool HaveNames(ReadOnlySpan<PageEvent> events)
    {
        foreach (ref readonly PageEvent e in events)
        {
            if (EventShape.IsNamed(e.Op) && e.Id >= (uint)Names)
                return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Code(ref byte content, int codes, int at) =>
        (Unsafe.Add(ref content, codes + (at >> 2)) >> ((at & 3) << 1)) & 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte content, int at) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref content, at));
}
