using FragSim.Traces.Ftrace;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>
/// Pages of block devices that a file system holds, so that they are isolated but never moved
/// (<c>buffer_migrate_folio_norefs</c>): superblock and group descriptors for as long as it is
/// mounted, and whatever of its metadata is in a journal (<c>jbd2_journal_add_journal_head</c>).
/// </summary>
/// <remarks>No flag tells who holds a page. Where there is a journal, all buffers that came after
/// the start are taken as held; without one, none.</remarks>
internal static class HeldBuffers
{
    private const ulong Told = KernelPageFlags.Lru | KernelPageFlags.Private
        | KernelPageFlags.Uptodate | KernelPageFlags.Anon | KernelPageFlags.SwapBacked
        | KernelPageFlags.NoPage;

    /// <summary>Marks those among the flags of a snapshot.</summary>
    /// <param name="flags">Of every frame.</param>
    /// <param name="snap">The folder of all snapshots.</param>
    /// <param name="mark">The snapshot whose flags they are.</param>
    public static void Find(ulong[] flags, string snap, string mark)
    {
        if (mark == RecordingFolder.DefaultMark || !HasJournal(Path.Combine(snap, mark)))
            return;
        for (int pfn = 0; pfn < flags.Length; pfn++)
        {
            if (IsBuffer(flags[pfn]))
                flags[pfn] |= KernelPageFlags.Held;
        }
    }

    /// <summary>Is a journal open? Each has tables in a slab cache of their own.</summary>
    public static bool HasJournal(string snapshot)
    {
        if (TextFile.Find(snapshot, "slabinfo.txt") is not string path)
            return false;
        using LineReader lines = new(path, FtraceParser.MaxLineBytes, ahead: false);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            int space = line.IndexOf((byte)' ');
            if (space < 0 || !line.StartsWith("jbd2_revoke_table"u8))
                continue;
            ReadOnlySpan<byte> counts = line[space..].TrimStart((byte)' ');
            return !counts.StartsWith("0 "u8);
        }
        return false;
    }

    /// <summary>Buffers are read one by one, so their page as a whole never becomes up to date.
    /// </summary>
    private static bool IsBuffer(ulong flags) =>
        (flags & Told) == (KernelPageFlags.Lru | KernelPageFlags.Private);
}
