using FragSim.Sim.Base;

namespace FragSim.Sim.Results;

/// <summary>
/// A map in few bytes: what changed since the map before it (or since all zeros). For each cell
/// that changed: how many unchanged cells lie between it and the last one, one byte with a bit for
/// each value that changed, and the changes of those values. Numbers are LEB128; changes are
/// zigzag numbers.
/// </summary>
/// <remarks>Values, from bit 0 on: type, pages managed, movable, reclaimable, unmovable, huge,
/// pinned, and owner + 16 × holder + 256 × pages idle in the pool. Free pages are what of the
/// managed ones is in no use.</remarks>
public static class MapCodec
{
    private const int Values = 8;
    private const int HolderShift = 4;
    private const int PoolShift = 8;
    private const int SourceMask = 15;

    /// <param name="map">To encode.</param>
    /// <param name="before">The map before it; null for the first of a run.</param>
    public static byte[] Encode(PageblockMap map, PageblockMap? before)
    {
        var bytes = new List<byte>();
        Span<int> now = stackalloc int[Values];
        Span<int> was = stackalloc int[Values];
        int last = -1;
        for (int i = 0; i < map.Cells.Length; i++)
        {
            Split(map.Cells[i], now);
            Split(before is null ? default : before.Cells[i], was);
            if (now.SequenceEqual(was))
                continue;
            Append(bytes, (uint)(i - last - 1));
            last = i;
            int changed = 0;
            for (int v = 0; v < Values; v++)
                changed |= now[v] != was[v] ? 1 << v : 0;
            bytes.Add((byte)changed);
            for (int v = 0; v < Values; v++)
            {
                if (now[v] != was[v])
                    Append(bytes, Zigzag(now[v] - was[v]));
            }
        }
        return [.. bytes];
    }

    /// <param name="bytes">As encoded.</param>
    /// <param name="before">Cells of the map before it, or empty ones.</param>
    /// <returns>The cells; null when the bytes are not a map of as many cells.</returns>
    public static PageblockCell[]? Decode(ReadOnlySpan<byte> bytes, PageblockCell[] before)
    {
        var cells = (PageblockCell[])before.Clone();
        Span<int> values = stackalloc int[Values];
        long at = -1;
        while (bytes.Length > 0)
        {
            if (!TryRead(ref bytes, out uint skipped) || bytes.Length == 0)
                return null;
            at += skipped + 1L;
            if (at >= cells.Length)
                return null;
            int changed = bytes[0];
            bytes = bytes[1..];
            Split(cells[at], values);
            for (int v = 0; v < Values; v++)
            {
                if ((changed & (1 << v)) == 0)
                    continue;
                if (!TryRead(ref bytes, out uint change))
                    return null;
                values[v] += (int)(change >> 1) ^ -(int)(change & 1);
            }
            if (!IsCell(values))
                return null;
            cells[at] = Join(values);
        }
        return cells;
    }

    private static void Split(in PageblockCell cell, Span<int> values)
    {
        values[0] = (int)cell.Type;
        values[1] = cell.Free + cell.Movable + cell.Reclaimable + cell.Unmovable;
        values[2] = cell.Movable;
        values[3] = cell.Reclaimable;
        values[4] = cell.Unmovable;
        values[5] = cell.Huge;
        values[6] = cell.Pinned;
        values[7] = (int)cell.Owner | ((int)cell.Holder << HolderShift)
            | (cell.Pool << PoolShift);
    }

    private static PageblockCell Join(ReadOnlySpan<int> v) => new(
        (MigrateType)v[0], v[1] - v[2] - v[3] - v[4], v[2], v[3], v[4])
    {
        Huge = v[5],
        Pinned = v[6],
        Owner = (PageSource)(v[7] & SourceMask),
        Holder = (PageSource)((v[7] >> HolderShift) & SourceMask),
        Pool = v[7] >> PoolShift,
    };

    private static bool IsCell(ReadOnlySpan<int> v) =>
        v[..Values].IndexOfAnyInRange(int.MinValue, -1) < 0
        && v[0] < MigrateTypes.Count && v[5] <= v[2] && v[6] <= v[4]
        && (long)v[2] + v[3] + v[4] <= v[1]
        && v[7] >> PoolShift <= v[5]
        && Enum.IsDefined((PageSource)(v[7] & SourceMask))
        && Enum.IsDefined((PageSource)((v[7] >> HolderShift) & SourceMask));

    private static uint Zigzag(int value) => (uint)((value << 1) ^ (value >> 31));

    private static void Append(List<byte> bytes, uint value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }

    private static bool TryRead(ref ReadOnlySpan<byte> bytes, out uint value)
    {
        value = 0;
        for (int i = 0; i < 5 && i < bytes.Length; i++)
        {
            value |= (uint)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }
        return false;
    }
}
