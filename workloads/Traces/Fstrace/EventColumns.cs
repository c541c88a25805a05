using System.Buffers.Binary;
using FragSim.Sim.Events;

namespace FragSim.Traces.Fstrace;

/// <summary>Gathers events and lays them out column by column: shapes, time steps, id steps, page
/// steps of those that have a page.</summary>
/// <remarks>A step is written in as few bytes as it needs, and how many that are stands apart, two
/// bits a step: so decoding never branches, and like bytes lie together for zstd.</remarks>
internal sealed class EventColumns
{
    private readonly Dictionary<ulong, byte> numbers = [];
    private readonly ulong[] shapes = new ulong[FstraceLayout.MaxShapes];
    private readonly byte[] shapeOf = new byte[FstraceLayout.MaxBlockEvents];
    private readonly ulong[] timeSteps = new ulong[FstraceLayout.MaxBlockEvents];
    private readonly ulong[] idSteps = new ulong[FstraceLayout.MaxBlockEvents];
    private readonly ulong[] pageSteps = new ulong[FstraceLayout.MaxBlockPages];
    private readonly byte[] content = new byte[FstraceLayout.MaxBlockBytes];
    private long lastNs;
    private uint lastId;
    private uint lastPage;
    private int pages;
    private int end;

    public int Count { get; private set; }

    public long FirstNs { get; private set; }

    /// <summary>False, and nothing added, when the block must be ended first.</summary>
    public bool TryAdd(in PageEvent e, uint id)
    {
        if (Count == FstraceLayout.MaxBlockEvents || pages == FstraceLayout.MaxBlockPages)
            return false;
        ulong shape = EventShape.Of(e);
        if (!numbers.TryGetValue(shape, out byte number))
        {
            if (numbers.Count == FstraceLayout.MaxShapes)
                return false;
            number = (byte)numbers.Count;
            shapes[number] = shape;
            numbers.Add(shape, number);
        }
        if (Count == 0)
            FirstNs = lastNs = e.TimeNs;
        shapeOf[Count] = number;
        timeSteps[Count] = (ulong)(e.TimeNs - lastNs);
        idSteps[Count] = ZigZag((int)(id - lastId));
        lastNs = e.TimeNs;
        lastId = id;
        if (e.Page != 0)
        {
            pageSteps[pages++] = ZigZag((int)(e.Page - lastPage));
            lastPage = e.Page;
        }
        Count++;
        return true;
    }

    /// <summary>The block's content; the next event begins a new one.</summary>
    public ReadOnlySpan<byte> Take()
    {
        end = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(content, (uint)numbers.Count);
        end = sizeof(uint);
        foreach (ulong shape in shapes.AsSpan(0, numbers.Count))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(end), shape);
            end += FstraceLayout.ShapeBytes;
        }
        shapeOf.AsSpan(0, Count).CopyTo(content.AsSpan(end));
        end += Count;
        WriteSteps(timeSteps.AsSpan(0, Count), StepWidths.OfTime);
        WriteSteps(idSteps.AsSpan(0, Count), StepWidths.OfId);
        WriteSteps(pageSteps.AsSpan(0, pages), StepWidths.OfId);
        numbers.Clear();
        lastId = lastPage = 0;
        Count = pages = 0;
        return content.AsSpan(0, end);
    }

    private void WriteSteps(ReadOnlySpan<ulong> steps, StepWidths widths)
    {
        Span<byte> codes = content.AsSpan(end, StepWidths.CodeBytes(steps.Length));
        codes.Clear();
        end += codes.Length;
        for (int i = 0; i < steps.Length; i++)
        {
            ulong value = steps[i];
            int code = widths.CodeFor(value);
            codes[i >> 2] |= (byte)(code << ((i & 3) << 1));
            for (int n = widths.Bytes(code); n > 0; n--, value >>= 8)
                content[end++] = (byte)value;
        }
    }

    /// <summary>Small steps either way become small numbers.</summary>
    private static uint ZigZag(int step) => (uint)((step << 1) ^ (step >> 31));
}
