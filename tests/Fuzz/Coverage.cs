using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace FragSim.Fuzz;

/// <summary>The map of branches that instrumented code counts in, and what was seen of it.</summary>
internal sealed unsafe class Coverage
{
    private const int MapBytes = 1 << 16;

    private readonly byte[] seen = new byte[MapBytes];

    static Coverage() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapBytes);

    /// <summary>Edges seen so far.</summary>
    public int Count => seen.Count(b => b != 0);

    public static void Clear()
    {
        new Span<byte>(Trace.SharedMem, MapBytes).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>An edge is new, or was taken much more often than ever: counts go by powers of
    /// two.</summary>
    public bool HasGrown()
    {
        bool grown = false;
        ReadOnlySpan<byte> map = new(Trace.SharedMem, MapBytes);
        for (int i = map.IndexOfAnyExcept((byte)0); i >= 0 && i < MapBytes;)
        {
            byte bucket = (byte)(1 << BitOperations.Log2(map[i]));
            grown |= (seen[i] & bucket) == 0;
            seen[i] |= bucket;
            int next = map[(i + 1)..].IndexOfAnyExcept((byte)0);
            i = next < 0 ? MapBytes : i + 1 + next;
        }
        return grown;
    }
}
