using System.Diagnostics;
using FragSim.Cli.Files.Staging;
using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>Signals to the real executable in the middle of its work.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Interrupted = 130;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder place = new();

    private string Out => place["out"];

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_terminal_that_closes_ends_the_work_and_leaves_nothing()
    {
        using Process work = Start("");
        Signal(work, "-HUP");
        Assert.Equal(Interrupted, FragsimProcess.Finish(work).ExitCode);
        AssertNothingIsLeft();
    }

    [Fact]
    public void Work_under_nohup_goes_on_when_the_terminal_closes()
    {
        using Process work = Start("trap '' HUP; ");
        Signal(work, "-HUP");
        FragsimProcess run = FragsimProcess.Finish(work);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(File.Exists(Path.Combine(Out, "manifest.json")));
    }

    /// <summary>Standard error is a pipe that is full and never read: to say how many MiB are free
    /// at the start hangs, with the output half done, and so does to say what came of it.</summary>
    [Fact]
    public void Work_that_hangs_is_cut_off_and_its_leftovers_go()
    {
        string start = Repository.PathOf("tests/data/machine");
        using Process work = Start("mkfifo full; exec 3<>full; timeout 1 cat /dev/zero >&3; ",
            $" --start {start} 2>&3");
        WaitUntilIdle(work);
        Assert.NotEmpty(Staged());
        Signal(work, FragsimProcess.Interrupt);
        Assert.True(work.WaitForExit(Patience));
        Assert.Equal(Interrupted, work.ExitCode);
        AssertNothingIsLeft();
    }

    /// <summary>In a shell, which the executable takes the place of; waits until it works.
    /// </summary>
    private Process Start(string before, string after = " -q")
    {
        Process work = FragsimProcess.StartProgram("bash", "-c", $"cd {place["."]}; {before}"
            + $"exec dotnet {FragsimProcess.Program} compare --memory 64MiB --strategy none,linux "
            + $"--seeds 2 --no-charts --out {Out}{after}");
        Stopwatch watch = Stopwatch.StartNew();
        while (Staged().Length == 0 && !work.HasExited && watch.Elapsed < Patience)
            Thread.Sleep(10);
        return work;
    }

    private static void Signal(Process process, string signal) =>
        Process.Start("kill", [signal, $"{process.Id}"]).WaitForExit();

    private static void WaitUntilIdle(Process process)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan before = TimeSpan.MinValue;
        while (process.TotalProcessorTime > before && watch.Elapsed < Patience)
        {
            before = process.TotalProcessorTime + TimeSpan.FromMilliseconds(20);
            Thread.Sleep(1000);
            process.Refresh();
        }
    }

    private string[] Staged() => !Directory.Exists(Out) ? []
        : [.. Directory.EnumerateDirectories(Out).Where(d => StagingFolder.IsName(
            Path.GetFileName(d)))];

    private void AssertNothingIsLeft() => Assert.DoesNotContain(place.Names,
        name => name.Split('/').Any(StagingFolder.IsName));
}
