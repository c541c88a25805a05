using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

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
    public static unsafe T[] Create<T>(long length) where T : unmanaged
    {
        T[] array = GC.AllocateArray<T>(checked((int)length), pinned: true);
        nuint start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        nuint end = start + ((nuint)length * (nuint)sizeof(T));
        start = (start + HugePage - 1) & ~(HugePage - 1);
        end &= ~(HugePage - 1);
        // Advice that is refused changes nothing but speed.
        if (start < end && OperatingSystem.IsLinux())
            _ = Advise((void*)start, end - start, AdviseHugePage);
        return array;
    }

    /// <summary>Begins to load an entry that will be read soon. The index may be any.</summary>
    /// <param name="array">Made by <see cref="Create"/>.</param>
    /// <param name="index">Of the entry.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(T[] array, uint index) where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            ref T first = ref MemoryMarshal.GetArrayDataReference(array);
            Sse.Prefetch0((T*)Unsafe.AsPointer(ref first) + index);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static unsafe partial int Advise(void* start, nuint length, int advice);
}
