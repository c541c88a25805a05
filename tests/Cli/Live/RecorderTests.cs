using FragSim.Cli.Base;
using FragSim.Cli.Commands;
using FragSim.Cli.Live;
using FragSim.Sim.Base;
using FragSim.Tests.Workloads;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Cli.Live;

public sealed class RecorderTests
{
    [Fact]
    public void A_recording_replays_from_the_machines_own_state()
    {
        using FakeMachine machine = new();
        using TemporaryFolder place = new();
        Recorded recorded = RecordCommand.Into(place["rec"], staging =>
            Recorder(machine).Run(staging, 0.05, 1024, (_, _) => { }, Cancel));
        Assert.Equal((3, 3), (recorded.Lines, recorded.Lost));

        ITrace trace = TraceFormats.Open(place["rec"]);
        Assert.Equal("machine", trace.Format);
        using ITalliedSource source = (ITalliedSource)trace.OpenEvents();
        Assert.Equal(3, MiniRecording.ReadAll(source).Count);
        Assert.Equal(0, source.Tally.FreesOfUnseen);
        Assert.Equal("20", trace.Start!.Settings["compaction_proactiveness"]);
        Assert.Equal(FakeMachine.Buddyinfo, File.ReadAllText(
            Path.Combine(place["rec"], "snap", "00-start", "buddyinfo.txt")));
        Assert.Equal(
            [.. Enumerable.Range(2, 8).Select(o => (o, 1)), (10, 15)],
            trace.Start.FreeLists.Select(l => (l.Order, l.Pfns.Length)));
    }

    [Fact]
    public void What_was_switched_on_goes_with_the_recording()
    {
        using FakeMachine machine = new();
        using TemporaryFolder place = new();
        machine.KeepsInstances = true;
        Recorder(machine).Run(place.Path, 0.05, 1024, (_, _) => { }, Cancel);
        Assert.Equal("0", File.ReadAllText(machine[FakeMachine.Instance + "tracing_on"]));
        Assert.Equal("0", File.ReadAllText(machine[FakeMachine.Instance + "events/enable"]));
        Assert.Equal(machine[FakeMachine.Instance].TrimEnd('/'), Assert.Single(machine.Removed));
    }

    [Fact]
    public void An_interrupted_recording_leaves_nothing()
    {
        using FakeMachine machine = new();
        using TemporaryFolder place = new();
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => RecordCommand.Into(place["rec"], staging =>
            Recorder(machine).Run(staging, 60, 1024, (_, _) => source.Cancel(), source.Token)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path));
        Assert.False(Directory.Exists(machine[FakeMachine.Instance]));
    }

    [Fact]
    public void Without_tracefs_the_message_says_how_to_mount_it()
    {
        using FakeMachine machine = new(tracefs: false);
        using TemporaryFolder place = new();
        InputException error = Assert.Throws<InputException>(
            () => Recorder(machine).Run(place.Path, 1, 1024, (_, _) => { }, Cancel));
        Assert.Contains("mount -t tracefs", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path));
    }

    [Fact]
    public void A_kernel_without_the_events_is_refused()
    {
        using FakeMachine machine = new();
        using TemporaryFolder place = new();
        machine.HasEvents = false;
        InputException error = Assert.Throws<InputException>(
            () => Recorder(machine).Run(place.Path, 1, 1024, (_, _) => { }, Cancel));
        Assert.Contains("kmem:mm_page_alloc", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(machine[FakeMachine.Instance]));
    }

    [Fact]
    public void A_disk_that_is_too_small_is_refused_before_anything_is_written()
    {
        using FakeMachine machine = new();
        using TemporaryFolder place = new();
        OutputException error = Assert.Throws<OutputException>(
            () => Recorder(machine).Run(place.Path, 1e12, 1024, (_, _) => { }, Cancel));
        Assert.Contains("has room for", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path));
    }

    [Fact]
    public void A_folder_that_is_there_already_is_not_touched()
    {
        using TemporaryFolder place = new();
        File.WriteAllText(place["keep"], "");
        Assert.Throws<OutputException>(() => RecordCommand.Into(
            place.Path, _ => throw new InvalidOperationException()));
    }

    [Fact]
    public void A_recording_is_for_its_owner_alone()
    {
        using FakeMachine machine = new();
        using TemporaryFolder place = new();
        RecordCommand.Into(place["rec"], staging =>
            Recorder(machine).Run(staging, 0.05, 1024, (_, _) => { }, Cancel));
        Assert.All(Directory.EnumerateFiles(place["rec"], "*", SearchOption.AllDirectories),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                TemporaryFolder.ModeOf(file)));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            TemporaryFolder.ModeOf(place["rec"]));
    }

    [Fact]
    public void A_disk_that_fills_ends_a_recording_that_can_be_replayed()
    {
        using FakeMachine machine = new();
        using TemporaryFolder place = new();
        long free = 1L << 40;
        Recorder recorder = new(new MachineFiles(machine.Root), machine)
        {
            FreeBytes = _ => free,
        };
        Recorded recorded = RecordCommand.Into(place["rec"], staging =>
            recorder.Run(staging, 600, 1024, (_, _) => free = 0, Cancel));
        Assert.True(recorded.DiskFull);
        Assert.InRange(recorded.Seconds, 0, 60);
        using IEventSource source = TraceFormats.Open(place["rec"]).OpenEvents();
        Assert.Equal(3, MiniRecording.ReadAll(source).Count);
        Assert.DoesNotContain(place.Names, name => name.Contains("reserve", Ordinal));
    }

    [Fact]
    public void Instances_of_killed_recordings_are_removed_and_no_others()
    {
        using FakeMachine machine = new();
        using TemporaryFolder place = new();
        string[] others = ["fragsim-1-55", "fragsim-mine", "mine", "fragsim-999999-x"];
        foreach (string name in others.Append("fragsim-999999-77"))
            Directory.CreateDirectory(machine[FakeMachine.Instances + name]);
        Recorder(machine).Run(place.Path, 0.05, 1024, (_, _) => { }, Cancel);
        Assert.Equal(
            others.Order(StringComparer.Ordinal),
            Directory.EnumerateDirectories(machine[FakeMachine.Instances])
                .Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Recorder Recorder(FakeMachine machine) =>
        new(new MachineFiles(machine.Root), machine);
}
