using FragSim.Tests.Workloads;
using FragSim.Traces.Recordings;
using FragSim.Validation.Agreement;
using Xunit;

namespace FragSim.Tests.Validation;

public sealed class EventLevelTests
{
    /// <summary>Free blocks that a replay by the same rules, written apart from this one, does not
    /// place as the kernel did: over all marks.</summary>
    public static TheoryData<string, long> Shared => new()
    {
        { "boot-idle", 453 },
        { "kernbuild", 3332 },
        { "pagecache-grp-compact", 32953 },
        { "pagecache-grp-only", 68067 },
        { "unmovable-movable50", 40928 },
    };

    [Fact]
    public void The_bundled_recording_agrees_block_for_block_at_every_mark()
    {
        EventLevel level = Run(TestFiles.BootIdle);
        Assert.Equal(["05-mid", "11-rest-thp-held", "99-end"], level.Marks.Select(m => m.Mark));
        Assert.Equal(453, level.FreeBlocks);
        Assert.All(level.Marks, m => Assert.Equal(
            (0, 0, 0, 0), (m.Differ, m.Extra, m.PageblocksDiffer, m.PcpMissing)));
        // Stacks of bulk allocations leave the per-CPU lists without an event.
        Assert.All(level.Marks, m => Assert.Equal(4, m.PcpExtra));
    }

    [Fact]
    public void The_bundled_recording_takes_the_head_of_the_modelled_list_every_time()
    {
        ListTally tally = Run(TestFiles.BootIdle).Tally;
        Assert.Equal((621, 621, 0), (tally.Takes, tally.TakesOfHead, tally.Surprises));
    }

    [Fact]
    public void A_replay_from_a_later_mark_agrees_as_well()
    {
        EventLevel level = Run(TestFiles.BootIdle, "05-mid");
        Assert.Equal(["11-rest-thp-held", "99-end"], level.Marks.Select(m => m.Mark));
        Assert.Equal(0, level.Differ);
    }

    [Theory, MemberData(nameof(Shared))]
    public void A_whole_recording_agrees_block_for_block(string name, long freeBlocks)
    {
        EventLevel level = Run(TestFiles.SharedRecording(name));
        Assert.Equal(freeBlocks, level.FreeBlocks);
        Assert.Equal(0, level.Differ);
        Assert.Equal(0, level.PageblocksDiffer);
        Assert.Equal(0, level.Tally.Surprises);
    }

    private static EventLevel Run(string folder, string mark = RecordingFolder.DefaultMark) =>
        EventLevel.Run(RecordingFolder.Open(folder, mark), TestContext.Current.CancellationToken);
}
