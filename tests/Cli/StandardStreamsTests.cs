using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>Standard output and standard error that cannot be written.</summary>
public sealed class StandardStreamsTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("list strategies", ">/dev/full", "the disk is full")]
    [InlineData("list strategies", ">&-", "it is closed")]
    [InlineData("list strategies --format json", ">/dev/full", "the disk is full")]
    [InlineData("--help", ">/dev/full", "the disk is full")]
    [InlineData("trace validate tests/data/recordings/boot-idle", ">/dev/full", "disk is full")]
    public void Output_that_cannot_be_written_is_one_line_and_exit_code_2(
        string command, string where, string why)
    {
        FragsimProcess run = FragsimProcess.Shell(command, where);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            "standard output: cannot be written", run.Error, StringComparison.Ordinal);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void Messages_that_cannot_be_written_are_exit_code_2_after_the_work_is_done(string where)
    {
        FragsimProcess run = FragsimProcess.Shell(
            $"run --memory 16MiB --workload punch --seeds 1 --no-charts --out {place["out"]}",
            where);
        Assert.Equal(2, run.ExitCode);
        Assert.True(File.Exists(place["out/manifest.json"]));
    }

    [Fact]
    public void A_reader_who_has_seen_enough_is_no_failure()
    {
        FragsimProcess run = FragsimProcess.Shell(
            "list charts", "| head -1; exit ${PIPESTATUS[0]}");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
