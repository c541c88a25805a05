using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FragSim.Sim.Memory;

/// <summary>
/// Arrays of one entry a frame. They stay where they are, so that the processor can be told what
/// will be read next, and lie on huge pages where the system gives them: their entries are read in
/// random order, and most of what that costs is address translation.
/// </summary>
public static partial class LargeArray
{
    private const nuint HugePage = 2 << 20;
    private const int AdviseHugePage = 14;

    /// <summary>A new array of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No array is so long.</exception>
    public static unsafe T[] Create<T>(long length) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength);
        T[] array = GC.AllocateArray<T>((int)length, pinned: true);
        nuint start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        nuint end = start + ((nuint)length * (nuint)sizeof(T));
        bool large = end - start >= HugePage / 2;
        // Outwards: an array of a few MiB would have no whole huge page within itself.
        start &= ~(HugePage - 1);
        end = (end + HugePage - 1) & ~(HugePage - 1);
        // Advice that is refused changes nothing but speed.
        if (large && OperatingSystem.IsLinux())
            _ = Advise((void*)start, end - start, AdviseHugePage);
        return array;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static unsafe partial int Advise(void* start, nuint length, int advice);
}
