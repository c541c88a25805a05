using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>Ctrl-C at pseudo-random moments of every command that can last. FRAGSIM_INTERRUPTS says
/// how many of each; the default is few. The times are in the output of each test.</summary>
public sealed class InterruptTests
{
    private const string Recording = "RECORDING";

    /// <summary>Many times what it takes, for a machine that does much else.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LatestMoment = TimeSpan.FromSeconds(3);

    private static int Interrupts => int.Parse(
        Environment.GetEnvironmentVariable("FRAGSIM_INTERRUPTS") ?? "2",
        CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("compare --memory 256MiB --strategy none,linux --seeds 8 -q --out OUT")]
    [InlineData("compare --memory 64GiB --strategy none -q --out OUT")]
    [InlineData("run --memory 1TiB --workload highalloc --strategy none -q --out OUT")]
    [InlineData("replay RECORDING --strategy none,linux -q --out OUT")]
    [InlineData("reproduce T1 --out OUT")]
    [InlineData("calibrate RECORDING")]
    [InlineData("validate RECORDING")]
    [InlineData("trace generate highalloc OUT.fstrace --memory 1GiB")]
    [InlineData("trace convert IN.csv OUT.fstrace -q --force")]
    [InlineData("trace info IN.csv")]
    [InlineData("trace validate IN.csv")]
    [InlineData("inspect --watch 1s")]
    [InlineData("plot MADE --chart success --out OUT --force")]
    [InlineData("report MADE --out OUT.html --force")]
    public void Every_command_ends_soon_after_Ctrl_C(string command)
    {
        using TemporaryFolder place = new();
        Prepare(place, command);
        string[] words = [.. command.Replace(Recording, KillScene.Recording)
            .Replace("OUT", place["out"]).Replace("IN", place["in"])
            .Replace("MADE", place["made"]).Split(' ')];
        Random random = new(1);
        List<double> times = [.. Enumerable.Range(0, Interrupts)
            .Select(_ => Interrupt(words, LatestMoment * random.NextDouble()))
            .Order()];
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{command}: {times.Count} interrupts; ms to the end: p50 {At(times, 0.5):0}, "
            + $"p99 {At(times, 0.99):0}, at most {times[^1]:0}");
        Assert.True(times[^1] < Longest.TotalMilliseconds, $"{times[^1]:0} ms");
    }

    private static void Prepare(TemporaryFolder place, string command)
    {
        if (command.Contains("IN.csv"))
        {
            File.WriteAllLines(place["in.csv"], Enumerable.Range(0, 1_000_000)
                .Select(i => $"{i},alloc,{i},0,movable").Prepend("time_ns,op,id,order,mobility"));
        }
        if (command.Contains("MADE"))
        {
            FragsimProcess made = FragsimProcess.Run("compare", "--memory", "16MiB", "--seeds", "2",
                "--workload", "punch", "--no-charts", "-q", "--out", place["made"]);
            Assert.True(made.ExitCode == 0, made.Error);
        }
    }

    /// <returns>Milliseconds from the signal to the end.</returns>
    private static double Interrupt(string[] words, TimeSpan after)
    {
        using Process process = FragsimProcess.Start(words);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Thread.Sleep(after);
        Stopwatch watch = Stopwatch.StartNew();
        Process.Start("kill", [FragsimProcess.Interrupt, $"{process.Id}"]).WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), string.Join(' ', words));
        double time = watch.Elapsed.TotalMilliseconds;
        // One that is struck before it listens ends by the signal itself: 128 and its number.
        Assert.True(process.ExitCode is 0 or 128 + 2 or 128 + 15,
            $"exit code {process.ExitCode}: {error.Result}{output.Result}");
        return time;
    }

    private static double At(List<double> sorted, double part) =>
        sorted[Math.Min((int)(sorted.Count * part), sorted.Count - 1)];
}
