using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace FragSim.Sim.Memory;

/// <summary>A <see cref="LargeArray"/> by address: an entry is one load away, and unchecked outside
/// of debug builds. The owner of a table must keep the array, too.</summary>
/// <remarks>The check costs 5 to 10 % of the core at 1 GiB, order 0. No index comes from input
/// unchecked: start states are checked before they are placed, ids go through
/// <see cref="Handles"/>; and the tests run as a debug build, where every access is checked.
/// </remarks>
public readonly unsafe struct LargeTable<T> where T : unmanaged
{
    private readonly T* first;
    private readonly uint length;

    /// <param name="array">Made by <see cref="LargeArray.Create"/>: it stays where it is.</param>
    public LargeTable(T[] array)
    {
        first = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        length = (uint)array.Length;
    }

    /// <summary>The entry itself, to read or write; the index is checked in debug builds only.
    /// </summary>
    public ref T this[nuint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert(index < length);
            return ref first[index];
        }
    }

    /// <summary>Begins to load an entry that will be read soon. The index may be any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nuint index)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(first + index);
    }
}
