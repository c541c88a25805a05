using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>Kills of the real executable at pseudo-random moments. FRAGSIM_KILLS says how many of
/// each command; the default is few.</summary>
public sealed class KillTests
{
    private const string Tracefs = "/sys/kernel/tracing";

    private static int Kills => int.Parse(
        Environment.GetEnvironmentVariable("FRAGSIM_KILLS") ?? "3", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("compare --memory 32MiB --strategy none,linux --seeds 1 -q --out")]
    [InlineData("replay RECORDING --strategy none -q --no-charts --out")]
    public void A_folder_is_whole_after_every_kill(string command)
    {
        using KillScene scene = new(1);
        string[] words =
            [.. command.Replace("RECORDING", KillScene.Recording).Split(' '), scene.Out];
        TimeSpan whole = Whole(() => FragsimProcess.Start(words));
        scene.Plant();
        for (int i = 0; i < Kills; i++)
        {
            scene.Kill(() => FragsimProcess.Start(words), whole);
            scene.CheckFolder();
        }
        Whole(() => FragsimProcess.Start(words));
        scene.CheckFolder();
        scene.CheckCanaries();
        scene.CheckNothingIsLeft();
        Tell(command, scene);
    }

    [Fact]
    public void A_file_is_whole_after_every_kill()
    {
        using KillScene scene = new(2);
        scene.Plant();
        File.WriteAllLines(scene["in.csv"], Enumerable.Range(0, 300_000)
            .Select(i => $"{i},alloc,{i},0,movable").Prepend("time_ns,op,id,order,mobility"));
        string[] words = ["trace", "convert", scene["in.csv"], scene["x.fstrace"], "-q", "--force"];
        TimeSpan whole = Whole(() => FragsimProcess.Start(words));
        byte[] expected = File.ReadAllBytes(scene["x.fstrace"]);
        for (int i = 0; i < Kills; i++)
        {
            scene.Kill(() => FragsimProcess.Start(words), whole);
            Assert.Equal(expected, File.ReadAllBytes(scene["x.fstrace"]));
        }
        Whole(() => FragsimProcess.Start(words));
        scene.CheckNothingIsLeft();
        Tell("convert", scene);
    }

    [Fact]
    public void A_recording_is_whole_or_absent_after_every_kill_and_its_instance_goes()
    {
        Assert.SkipUnless(CanRecord(), "Only root can record, where tracefs can be mounted.");
        using KillScene scene = new(3);
        scene.Plant();
        List<int> processes = [];
        Process Start(string folder)
        {
            Process process = WithTracefs("exec dotnet \"$@\"", FragsimProcess.Program, "record",
                "--seconds", "1", "--buffer", "1", "--quiet", "--out", scene[folder]);
            processes.Add(process.Id);
            return process;
        }
        TimeSpan whole = Whole(() => Start("rec"));
        for (int i = 0; i < Kills; i++)
        {
            scene.Kill(() => Start($"rec-{i}"), whole);
            string meta = scene[$"rec-{i}/record.json"];
            Assert.True(File.Exists(meta) || !Directory.Exists(scene[$"rec-{i}"])
                || !Directory.EnumerateFileSystemEntries(scene[$"rec-{i}"]).Any());
        }
        Whole(() => Start("rec-last"));
        scene.CheckNothingIsLeft();
        Assert.All(Directory.EnumerateDirectories(scene["."], "rec-*"),
            folder => Assert.True(File.Exists(Path.Combine(folder, "record.json")), folder));
        string instances = FragsimProcess.Finish(WithTracefs($"ls {Tracefs}/instances")).Output;
        Assert.DoesNotContain(processes, id => instances.Contains($"fragsim-{id}-"));
        Tell("record", scene);
    }

    private static TimeSpan Whole(Func<Process> start)
    {
        Stopwatch watch = Stopwatch.StartNew();
        FragsimProcess run = FragsimProcess.Finish(start());
        Assert.True(run.ExitCode == 0, run.Error);
        return watch.Elapsed;
    }

    private static bool CanRecord() => Environment.IsPrivilegedProcess
        && FragsimProcess.Finish(WithTracefs($"test -d {Tracefs}/instances")).ExitCode == 0;

    /// <summary>In a mount namespace of its own, so that the machine stays as it is.</summary>
    private static Process WithTracefs(string script, params string[] arguments) =>
        FragsimProcess.StartProgram("unshare", ["-m", "sh", "-c",
            $"mount -t tracefs nodev {Tracefs} && {script}", "sh", .. arguments]);

    private static void Tell(string command, KillScene scene) =>
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{command}: {Kills} kills; at most {scene.Slowest.TotalMilliseconds:0} ms from a "
            + "signal to the end");
}
