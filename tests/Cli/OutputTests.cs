using System.Diagnostics;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>The real executable and the folder it writes.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_folder_that_cannot_be_written_is_one_line_and_exit_code_2()
    {
        FragsimProcess run = FragsimProcess.Run("run", "--seeds", "1", "--out", "/proc/fragsim");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("/proc/fragsim: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("cannot make the folder: there is no such place", run.Error,
            StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void An_output_path_that_is_a_file_is_left_alone()
    {
        File.WriteAllText(place["out"], "mine");
        FragsimProcess run = FragsimProcess.Run("run", "--seeds", "1", "--out", place["out"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is a file", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(place["out"]));
    }

    [Fact]
    public void Machine_output_is_the_summary_and_nothing_else()
    {
        FragsimProcess run = FragsimProcess.Run(
            "run", "--memory", "128MiB", "--seeds", "1", "--no-charts", "--format", "csv",
            "--out", place["out"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllText(place["out/summary.csv"]), run.Output);
        Assert.Contains(place["out"], run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_ends_with_130_and_leaves_nothing()
    {
        Process process = FragsimProcess.Start(
            "compare", "--memory", "2GiB", "--seeds", "500", "--quiet", "--out", place["out"]);
        SpinWait.SpinUntil(() => Directory.Exists(place["out"]), TimeSpan.FromSeconds(30));
        Process.Start("kill", [FragsimProcess.Interrupt, $"{process.Id}"]).WaitForExit();
        FragsimProcess run = FragsimProcess.Finish(process);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("Interrupted: nothing was written.\n", run.Error);
        Assert.Empty(place.Names);
    }
}
