using FragSim.Workloads.Text;

namespace FragSim.Workloads.Recordings;

/// <summary>
/// Pages of block devices that a file system holds, so that they are isolated but never moved
/// (<c>buffer_migrate_folio_norefs</c>): superblock and group descriptors for as long as it is
/// mounted, and whatever of its metadata is in a journal (<c>jbd2_journal_add_journal_head</c>).
/// </summary>
/// <remarks>No flag tells who holds a page. Buffers that lie at the end where they lay at the start
/// are taken as held all the time; where there is a journal, all that came after the start.
/// </remarks>
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
        string folder = Path.Combine(snap, mark);
        bool journalled = mark != RecordingFolder.DefaultMark && HasJournal(folder);
        ulong[]? last = journalled ? null : Last(snap, mark, (uint)flags.Length);
        for (int pfn = 0; pfn < flags.Length; pfn++)
        {
            if (IsBuffer(flags[pfn]) && (journalled || (last != null && IsBuffer(last[pfn]))))
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

    private static ulong[]? Last(string snap, string mark, uint frames)
    {
        string last = Directory.EnumerateDirectories(snap).Select(d => Path.GetFileName(d)!)
            .Max(StringComparer.Ordinal)!;
        return last != mark
            && TextFile.Find(Path.Combine(snap, last), "kpageflags.bin") is string path
                ? KernelPageFlags.Read(path, frames) : null;
    }
}
