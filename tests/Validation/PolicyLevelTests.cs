using FragSim.Sim.Base;
using FragSim.Sim.Results;
using FragSim.Strategies;
using FragSim.Tests.Workloads;
using FragSim.Traces.Recordings;
using FragSim.Validation.Agreement;
using FragSim.Validation.Calibration;
using Xunit;

namespace FragSim.Tests.Validation;

public sealed class PolicyLevelTests
{
    [Fact]
    public void Linux_meets_every_check_of_the_bundled_recording()
    {
        PolicyLevel level = Run(TestFiles.BootIdle);
        Assert.Equal(["05-mid", "11-rest-thp-held", "99-end"], level.Marks.Select(m => m.Mark));
        Assert.All(level.Checks, c => Assert.True(c.Met, c.ToString()));
        PhaseAgreement phase = Assert.Single(level.Phases);
        Assert.Equal(("rest-thp", 20, 20, 20),
            (phase.Phase, phase.Requests, phase.Granted, phase.KernelGranted));
        Assert.Contains(new CounterAgreement("mm_page_alloc_extfrag", 0, 0), level.Counters);
    }

    [Fact]
    public void Linux_leaves_a_build_as_the_kernel_does()
    {
        PolicyLevel level = Run(TestFiles.SharedRecording("kernbuild"));
        Assert.All(level.Checks, c => Assert.True(c.Met, c.ToString()));
    }

    [Fact]
    public void Each_snapshot_of_the_bundled_recording_follows_from_the_one_before()
    {
        PolicyLevel level = RunStepwise(TestFiles.BootIdle);
        Assert.Equal(["05-mid", "11-rest-thp-held", "99-end"], level.Marks.Select(m => m.Mark));
        Assert.All(level.Checks, c => Assert.True(c.Met, c.ToString()));
        Assert.Equal(20, Assert.Single(level.Phases).Granted);
        Assert.Empty(level.Counters);
    }

    [Theory]
    [InlineData("pagecache-grp-compact", 122, 122, 122)]
    [InlineData("unmovable-movable50", 48, 48, 77)]
    public void From_the_snapshot_before_phases_after_compaction_are_in_the_range_of_real_runs(
        string name, int compacted, int pool, int final)
    {
        PolicyLevel level = RunStepwise(TestFiles.SharedRecording(name));
        Assert.Equal([compacted, pool, final], level.Phases.TakeLast(3).Select(p => p.Granted));
        Assert.All(level.Phases.TakeLast(3),
            p => Assert.Equal(0, p.PointsApart));
        Check[] checks = [.. level.Marks.SelectMany(m => m.Checks)];
        Assert.True(checks.Count(c => c.Met) >= 0.9 * checks.Length);
    }

    [Fact]
    public void Success_is_held_against_the_nearest_of_several_real_runs()
    {
        Assert.Equal(0, Phase(granted: 50, (36, 110)).PointsApart);
        Assert.Equal(-7.5, Phase(granted: 18, (36, 110)).PointsApart);
        Assert.Equal(5, Phase(granted: 122, (36, 110)).PointsApart);
        Assert.True(Phase(granted: 117, (36, 110)).Check.Met);
        Assert.False(Phase(granted: 118, (36, 110)).Check.Met);
    }

    [Fact]
    public void Success_is_held_against_the_recording_when_there_is_no_other_run() =>
        Assert.Equal(-20, Phase(granted: 60, null).PointsApart, 1e-9);

    [Fact]
    public void Zeroing_is_no_stall_in_the_kernel_nor_in_the_model()
    {
        Recording recording = RecordingFolder.Open(TestFiles.BootIdle);
        RequestRecord[] requests = [.. Enumerable.Range(0, 20).Select(i => new RequestRecord
        {
            TimeNs = i,
            Phase = "rest-thp",
            Id = (uint)i,
            Order = 9,
            Granted = true,
            Path = GrantPath.Free,
            Failure = FailureCause.None,
            Stall = new Stall { ZeroNs = 200_000, ScanNs = 10 * (i + 1) },
            PagesScanned = 0,
            PagesMigrated = 0,
            PagesReclaimed = 0,
            OracleGranted = true,
        })];
        PhaseAgreement phase = Assert.Single(PhaseAgreement.Of(recording, requests));
        Assert.Equal((100, 200), (phase.StallP50Ns, phase.StallP99Ns));
        long[] latencies = [.. recording.Requests.Select(r => r.LatencyNs).Order()];
        Assert.Equal((latencies[9] - latencies[0], latencies[19] - latencies[0]),
            (phase.KernelStallP50Ns, phase.KernelStallP99Ns));
    }

    [Fact]
    public void The_noise_floor_knows_the_runs_of_a_phase_and_no_others()
    {
        Assert.Equal((21, 45), NoiseFloor.Of("unmovable-movable50", "rest-thp"));
        Assert.Null(NoiseFloor.Of("kernbuild", "rest-thp"));
    }

    private static PhaseAgreement Phase(int granted, (int, int)? runs) => new()
    {
        Phase = "rest-thp",
        Requests = 240,
        Granted = granted,
        KernelGranted = 108,
        KernelRuns = runs,
        StallP50Ns = 0,
        StallP99Ns = 0,
        KernelStallP50Ns = 0,
        KernelStallP99Ns = 0,
    };

    private static PolicyLevel RunStepwise(string folder) => PolicyLevel.RunStepwise(
        folder, () => StrategyCatalog.Create("linux"), new Dictionary<string, string>(),
        EmulatedMachine.Costs, TestContext.Current.CancellationToken);

    private static PolicyLevel Run(string folder) => PolicyLevel.Run(
        RecordingFolder.Open(folder), StrategyCatalog.Create("linux"),
        new Dictionary<string, string>(), EmulatedMachine.Costs, kernelExtfrags: 0,
        TestContext.Current.CancellationToken);
}
