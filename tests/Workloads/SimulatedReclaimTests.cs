using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Traces.Events;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>Recordings that are replayed whole while the machine reclaims for itself.</summary>
public sealed class SimulatedReclaimTests
{
    private const int Pages = 600;
    private const string Cache = "GFP_NOFS|__GFP_HIGHMEM|__GFP_MOVABLE";
    private const string Slab = "GFP_NOFS|__GFP_RECLAIMABLE";

    [Fact]
    public void Pages_that_the_recorded_kernel_reclaimed_stay_and_every_owner_has_its_page()
    {
        using MiniRecording mini = Reclaiming();
        mini.Play();
        Recording recording = RecordingFolder.Open(mini.Folder);
        Machine machine = Bootstrap.From(recording.Start, Options, StrategyCatalog.Create("linux"),
            TestContext.Current.CancellationToken);
        var loop = new EventLoop(machine, machine.Allocator.Strategy,
            new RunRecorder(machine, Options), ["00-start"], null);
        using RecordingSource source = recording.OpenEvents();
        foreach (PageEvent e in MiniRecording.ReadAll(source))
            loop.Apply(e);
        machine.Validate();
        Assert.Equal(0, machine.Counters[VmCounter.FreeSkipped]);
        // The kernel's own page, the cache, and half of what came after it.
        Assert.Equal(1 + Pages + (Pages / 2), machine.AllocatedPages);
    }

    [Fact]
    public void A_run_that_reclaims_and_moves_keeps_every_page_with_its_owner()
    {
        using MiniRecording mini = Reclaiming();
        mini.Mark("compact_memory begin");
        for (uint pfn = 1; pfn < Pages; pfn += 2)
            mini.Free(pfn);
        for (uint pfn = 1; pfn <= 1900; pfn++)
            mini.Alloc(pfn, gfp: Slab, type: 2);
        mini.Play();
        RunResult result = Run(mini.Folder);
        Assert.NotEmpty(result.Samples);
    }

    [Fact]
    public void The_small_recording_of_a_boot_is_served_as_the_kernel_served_it()
    {
        RunResult result = Run(TestFiles.BootIdle);
        Assert.Equal(20, result.Requests.Count(r => r.Granted));
    }

    [Theory]
    [InlineData("pagecache-grp-only")]
    [InlineData("unmovable-grp-only")]
    [InlineData("k612-unmovable-grp-only")]
    [InlineData("pagecache-grp-compact")]
    public void When_the_load_is_gone_as_many_requests_succeed_as_did(string name)
    {
        string folder = TestFiles.SharedRecording(name);
        int real = RecordingFolder.Open(folder).Requests
            .Count(r => r.Phase == "final-thp" && r.Granted);
        int granted = Run(folder).Requests.Count(r => r.Phase == "final-thp" && r.Granted);
        Assert.InRange(granted - real, -15, 15);
    }

    private static SimulationOptions Options => new()
    {
        MaxMaps = 0,
        SampleEveryNs = 1_000_000_000,
    };

    /// <summary>kswapd takes a file's pages and some slabs, and others come in their place.
    /// </summary>
    private static MiniRecording Reclaiming()
    {
        MiniRecording mini = new();
        // As the buddy has them: each block as large as can be.
        File.WriteAllLines(Path.Combine(mini.Folder, "snap/00-start/freelists.txt"),
            Enumerable.Range(0, Order.Count)
                .Select(o => $"free DMA32 {o} {(o < 9 ? "Unmovable" : "Movable")}: {1 << o:x}")
                .Prepend("zone DMA32 start_pfn=0 spanned=2048 managed=2048"));
        for (uint pfn = 1; pfn <= Pages; pfn++)
            mini.Alloc(pfn, gfp: Cache);
        for (uint pfn = 1; pfn <= Pages; pfn++)
            mini.Free(pfn, task: "kswapd0-30");
        for (uint pfn = 1; pfn <= Pages; pfn++)
            mini.Alloc(pfn);
        for (uint pfn = 2; pfn <= Pages; pfn += 2)
            mini.Free(pfn);
        return mini;
    }

    private static RunResult Run(string folder)
    {
        Recording recording = RecordingFolder.Open(folder);
        using RecordedWorkload workload = new("w", recording.OpenEvents(), recording.Start);
        return Simulation.Run(Options with { Validate = true },
            StrategyCatalog.Create("linux"), workload, 1, null, null,
            TestContext.Current.CancellationToken);
    }
}
