using System.Buffers.Binary;
using FragSim.Sim.Events;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class HeldBuffersTests : IDisposable
{
    private const ulong Buffer = KernelPageFlags.Lru | KernelPageFlags.Private;
    private const int Frames = 4;
    private const string Header = "slabinfo - version: 2.1\n"
        + "# name            <active_objs> <num_objs> <objsize>\n"
        + "jbd2_inode             0      0     64   64    1 : tunables    0    0    0\n";

    private const string OpenJournal = Header + "jbd2_revoke_table_s    2    256     16\n";

    private const string NoJournal = Header + "jbd2_revoke_table_s    0      0     16\n";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Where_buffers_lie_at_a_later_snapshot_says_nothing_of_those_at_the_start()
    {
        Snapshot("99-end", Buffer, Buffer, Buffer);
        Assert.Equal([false, false, false, false], Held(Find("00-start", Buffer, Buffer, Buffer)));
    }

    [Theory]
    [InlineData(KernelPageFlags.Lru)]
    [InlineData(KernelPageFlags.Private)]
    [InlineData(Buffer | KernelPageFlags.Uptodate)]
    [InlineData(Buffer | KernelPageFlags.Anon)]
    [InlineData(Buffer | KernelPageFlags.SwapBacked)]
    public void Pages_that_are_no_buffers_are_not_held_by_a_journal(ulong other)
    {
        folder.File("snap/50-mid/slabinfo.txt", OpenJournal);
        Assert.Equal([false, true, false, false], Held(Find("50-mid", other, Buffer)));
    }

    [Fact]
    public void An_open_journal_at_a_later_snapshot_holds_all_buffers()
    {
        folder.File("snap/50-mid/slabinfo.txt", OpenJournal);
        Snapshot("99-end", 0, 0);
        ulong[] flags = Find("50-mid", Buffer, Buffer, Buffer | KernelPageFlags.Uptodate);
        Assert.Equal([true, true, false, false], Held(flags));
    }

    [Fact]
    public void At_the_first_snapshot_a_journal_says_nothing_of_what_is_there_already()
    {
        folder.File("snap/00-start/slabinfo.txt", OpenJournal);
        Assert.Equal([false, false, false, false], Held(Find("00-start", Buffer, Buffer)));
    }

    [Fact]
    public void A_journal_is_open_while_any_of_its_tables_is_in_use()
    {
        Assert.False(HeldBuffers.HasJournal(folder.Path));
        folder.File("slabinfo.txt", NoJournal);
        Assert.False(HeldBuffers.HasJournal(folder.Path));
        folder.File("slabinfo.txt", Header);
        Assert.False(HeldBuffers.HasJournal(folder.Path));
        folder.File("slabinfo.txt", OpenJournal);
        Assert.True(HeldBuffers.HasJournal(folder.Path));
    }

    [Theory]
    [InlineData("GFP_NOFS|__GFP_NOFAIL|__GFP_COMP|__GFP_HARDWALL|__GFP_MOVABLE", true)]
    [InlineData("GFP_NOFS|__GFP_NOFAIL|__GFP_COMP|__GFP_HARDWALL", true)]
    [InlineData("GFP_NOFS|__GFP_HIGHMEM|__GFP_COMP|__GFP_HARDWALL|__GFP_MOVABLE", false)]
    [InlineData("GFP_HIGHUSER_MOVABLE|__GFP_NOFAIL", false)]
    public void With_a_journal_a_page_for_buffers_is_pinned_from_its_allocation_on(
        string gfp, bool pinned)
    {
        List<PageEvent> events = Play(gfp, OpenJournal);
        Assert.Equal(pinned
                ? [EventOp.Alloc, EventOp.Pin, EventOp.Alloc] : [EventOp.Alloc, EventOp.Alloc],
            events.Select(e => e.Op));
        if (pinned)
            Assert.Equal(events[0].Id, events[1].Id);
    }

    [Theory]
    [InlineData(NoJournal)]
    [InlineData(null)]
    public void Without_a_journal_no_page_for_buffers_is_pinned(string? slabs) =>
        Assert.Equal([EventOp.Alloc, EventOp.Alloc],
            Play("GFP_NOFS|__GFP_NOFAIL|__GFP_COMP|__GFP_HARDWALL|__GFP_MOVABLE", slabs)
                .Select(e => e.Op));

    private static List<PageEvent> Play(string gfp, string? slabs)
    {
        using MiniRecording mini = new();
        if (slabs != null)
            File.WriteAllText(Path.Combine(mini.Folder, "snap/00-start/slabinfo.txt"), slabs);
        return mini.Alloc(16, gfp: gfp).Alloc(17).Play();
    }

    /// <summary>Marks those held among the flags of a snapshot's first frames.</summary>
    private ulong[] Find(string mark, params ulong[] first)
    {
        Snapshot(mark, first);
        ulong[] flags = new ulong[Frames];
        first.CopyTo(flags, 0);
        HeldBuffers.Find(flags, Path.Combine(folder.Path, "snap"), mark);
        return flags;
    }

    private static bool[] Held(ulong[] flags) =>
        [.. flags.Select(f => (f & KernelPageFlags.Held) != 0)];

    private void Snapshot(string mark, params ulong[] first)
    {
        string snap = Directory.CreateDirectory(
            Path.Combine(folder.Path, "snap", mark)).FullName;
        Write(Path.Combine(snap, "kpageflags.bin"), first, Frames);
    }

    private static void Write(string path, ulong[] first, int frames)
    {
        byte[] bytes = new byte[frames * sizeof(ulong)];
        for (int i = 0; i < first.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), first[i]);
        File.WriteAllBytes(path, bytes);
    }
}
