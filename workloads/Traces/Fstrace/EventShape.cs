using System.Buffers.Binary;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Events;

namespace FragSim.Traces.Fstrace;

/// <summary>All of an event but its time, id and page, in eight bytes: op, order, mobility, source,
/// effort (two), flags, and a byte of 1 when it has a page and of any flags beyond eight. Most
/// traces have a few dozen.</summary>
internal static class EventShape
{
    public static ulong Of(in PageEvent e) => (ulong)e.Op | ((ulong)e.Order << 8)
        | ((ulong)e.Mobility << 16) | ((ulong)e.Source << 24) | ((ulong)e.Effort << 32)
        | ((ulong)(byte)e.Flags << 48) | (e.Page != 0 ? 1ul << 56 : 0)
        | ((ulong)e.Flags >> 8 << 57);

    /// <summary>False when it is none that an event may have. Where the event has a page, the one
    /// read here is 1, and the column of pages tells which.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PageEvent e)
    {
        ulong shape = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        e = new PageEvent
        {
            Op = (EventOp)(byte)shape,
            Order = (byte)(shape >> 8),
            Mobility = (MigrateType)(byte)(shape >> 16),
            Source = (PageSource)(byte)(shape >> 24),
            Effort = (Effort)(ushort)(shape >> 32),
            Flags = (EventFlags)((byte)(shape >> 48) | (shape >> 57 << 8)),
            Page = (byte)(shape >> 56) & 1u,
        };
        int largest = e.Op == EventOp.Request ? Order.Gigantic : Order.MaxBuddy;
        return (int)e.Op < CsvWords.Ops.Count
            && e.Order <= largest
            && (int)e.Mobility < CsvWords.Mobilities.Count
            && (int)e.Source < CsvWords.Sources.Count
            && (int)e.Effort >> CsvWords.Efforts.Count == 0
            && (int)e.Flags >> CsvWords.Flags.Count == 0;
    }

    /// <summary>Its id is that of a name.</summary>
    public static bool IsNamed(EventOp op) => op is EventOp.Phase or EventOp.Snapshot;

    /// <summary>Its id is that of a block of memory.</summary>
    public static bool HasBlock(EventOp op) => !IsNamed(op) && !CsvWords.IsGlobal(op);
}
