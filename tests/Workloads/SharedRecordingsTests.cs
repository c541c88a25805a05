using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>Whole recordings, which are too large for the repository.</summary>
public sealed class SharedRecordingsTests
{
    public static TheoryData<string> Names =>
        ["boot-idle", "kernbuild", "pagecache-grp-compact", "pagecache-grp-only",
            "unmovable-movable50"];

    [Theory, MemberData(nameof(Names))]
    public void Every_recorded_request_is_asked_once_in_order_of_its_phases(string name)
    {
        Recording recording = RecordingFolder.Open(TestFiles.SharedRecording(name));
        using RecordingSource source = recording.OpenEvents();
        string phase = "";
        List<string> asked = [];
        foreach (PageEvent e in MiniRecording.ReadAll(source))
        {
            if (e.Op == EventOp.Phase)
                phase = source.Names[(int)e.Id];
            else if (e.Op == EventOp.Request)
                asked.Add(phase);
        }
        Assert.Equal(recording.Requests.Select(r => r.Phase), asked);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_free_names_a_block_in_use_and_time_and_ids_stay_in_bounds(string name)
    {
        Recording recording = RecordingFolder.Open(TestFiles.SharedRecording(name));
        using RecordingSource source = recording.OpenEvents();
        HashSet<uint> live = [.. recording.Start.Blocks.Select(b => b.Id)];
        long time = 0;
        foreach (PageEvent e in MiniRecording.ReadAll(source))
        {
            Assert.True(e.TimeNs >= time);
            time = e.TimeNs;
            if (e.Op is EventOp.Alloc or EventOp.Request)
                Assert.True(live.Add(e.Id));
            else if (e.Op == EventOp.Free)
            {
                for (uint id = e.Id; id < e.Id + Order.Pages(e.Order); id++)
                    Assert.True(live.Remove(id));
            }
        }
        // Ids stay dense: no more than there are pages.
        Assert.True(source.IdsEnd <= recording.Start.Zones.Max(z => z.End));
    }

    [Theory, MemberData(nameof(Names))]
    public void Pages_in_use_agree_with_every_later_snapshot(string name)
    {
        string folder = TestFiles.SharedRecording(name);
        Recording recording = RecordingFolder.Open(folder);
        using RecordingSource source = recording.OpenEvents();
        LivePages live = new(recording);
        foreach (PageEvent e in MiniRecording.ReadAll(source))
        {
            live.Apply(e, source.Names);
            if (e.Op != EventOp.Snapshot)
                continue;
            StartState there = RecordingStart.Read(folder, source.Names[(int)e.Id]);
            long inUse = there.Blocks.Sum(b => 1L << b.Order);
            // The kernel may hold more: compaction may be holding isolated pages just then.
            Assert.InRange(inUse - live.Pages, 0, 160);
        }
    }
}
