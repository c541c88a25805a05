using System.Buffers.Binary;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary><c>/proc/kpageflags</c>: 64 bits a frame, meanings in the kernel's
/// <c>include/uapi/linux/kernel-page-flags.h</c>.</summary>
internal static class KernelPageFlags
{
    public const ulong Referenced = 1ul << 2;
    public const ulong Uptodate = 1ul << 3;
    public const ulong Dirty = 1ul << 4;
    public const ulong Lru = 1ul << 5;
    public const ulong Active = 1ul << 6;
    public const ulong Slab = 1ul << 7;
    public const ulong Writeback = 1ul << 8;
    public const ulong Buddy = 1ul << 10;
    public const ulong Anon = 1ul << 12;
    public const ulong SwapBacked = 1ul << 14;
    public const ulong CompoundHead = 1ul << 15;
    public const ulong CompoundTail = 1ul << 16;
    public const ulong Huge = 1ul << 17;
    public const ulong Unevictable = 1ul << 18;
    public const ulong NoPage = 1ul << 20;
    public const ulong Thp = 1ul << 22;
    public const ulong PageTable = 1ul << 26;
    public const ulong Reserved = 1ul << 32;
    public const ulong Mlocked = 1ul << 33;
    public const ulong Private = 1ul << 35;

    private const uint FirstFrames = 1 << 16;

    /// <summary>Not the kernel's: a file system holds what is in the page.</summary>
    public const ulong Held = 1ul << 62;

    /// <summary>Not the kernel's: in use, without any flag that tells for what.</summary>
    public const ulong InUse = 1ul << 63;

    /// <summary>The flags of every frame below <paramref name="end"/>; frames past the end of the
    /// file are <see cref="NoPage"/>.</summary>
    /// <exception cref="InputException">The file is cut, or of a machine of another size.
    /// </exception>
    public static ulong[] Read(string path, uint end)
    {
        InputLimits.CheckFrames(path, end);
        using Stream stream = TextFile.Open(path);
        // As long as what was read, until it is known that the file bears the size out.
        ulong[] flags = new ulong[Math.Min(end, FirstFrames)];
        byte[] buffer = new byte[1 << 16];
        long read = 0;
        try
        {
            int got;
            while ((got = stream.ReadAtLeast(buffer, buffer.Length, false)) > 0)
            {
                if (got % sizeof(ulong) != 0)
                    throw new InputException(
                        $"{path}: ends within a frame, after {read + got / 8} frames; "
                            + "copy it again");
                if (read + got / sizeof(ulong) > flags.Length && flags.Length < end)
                    Array.Resize(ref flags, (int)Math.Min(end, 2L * flags.Length));
                for (int i = 0; i < got; i += sizeof(ulong), read++)
                    if (read < flags.Length)
                        flags[read] = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(i));
                if (read > Math.Max(2L * end, FirstFrames))
                    throw new InputException($"{path}: has more than twice as many frames as the "
                        + $"zones, which end at frame {end}; copy both from one machine");
            }
        }
        catch (Exception e) when (TextFile.IsDamage(e))
        {
            throw new InputException(
                $"{path}: the compressed stream ends early or is damaged after {read} frames; "
                    + "the file is truncated or corrupt, copy it again", e);
        }
        InputLimits.CheckSeen(path, end, (ulong)read);
        Array.Resize(ref flags, (int)end);
        flags.AsSpan((int)Math.Min(read, end)).Fill(NoPage);
        return flags;
    }

    /// <summary>What the flags say of moving and reclaiming a page in use.</summary>
    public static PageFlags ToPageFlags(ulong flags)
    {
        PageFlags page = PageFlags.None;
        // Anonymous pages that wait in a per-CPU batch for their list count as being on it.
        if ((flags & (Lru | Anon)) != 0)
            page |= PageFlags.Lru;
        if ((flags & Active) != 0)
            page |= PageFlags.Active;
        if ((flags & Referenced) != 0)
            page |= PageFlags.Referenced;
        // Shared memory is backed by swap and lives on the anonymous lists too.
        if ((flags & (Anon | SwapBacked)) != 0)
            page |= PageFlags.Anon;
        else if ((flags & Dirty) != 0)
            page |= PageFlags.Dirty;
        if ((flags & Writeback) != 0)
            page |= PageFlags.Writeback;
        if ((flags & (Mlocked | Unevictable)) != 0)
            page |= PageFlags.Mlocked;
        if ((flags & Held) != 0)
            page |= PageFlags.Pinned;
        return page;
    }
}
