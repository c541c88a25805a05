using FragSim.Tests.Cli;
using FragSim.Tests.Workloads;
using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>What docs/validation.md shows of the large recordings.</summary>
public sealed class ValidationPageTests : IDisposable
{
    private static readonly string[] Recordings =
    [
        "boot-idle", "kernbuild", "pagecache-grp-compact", "pagecache-grp-only",
        "unmovable-movable50",
    ];

    private readonly TemporaryFolder place = new();
    private readonly MarkdownFile page = MarkdownFile.Read("docs/validation.md");

    public void Dispose() => place.Dispose();

    [Fact]
    public void The_prices_are_those_that_the_recordings_bear_out()
    {
        FragsimProcess run = FragsimProcess.Run(["calibrate", "--format", "markdown",
            .. Recordings.Select(TestFiles.SharedRecording)]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(run.Output, page.Text, StringComparison.Ordinal);
    }

    /// <summary>Renews the picture with FRAGSIM_RENEW_EXPECTATIONS=1, where the recordings are.
    /// </summary>
    [Fact]
    public void The_page_shows_a_chart_of_model_and_kernel()
    {
        Assert.Contains("docs/images/validation-free-by-order.png", page.LocalLinks);
        if (Environment.GetEnvironmentVariable("FRAGSIM_RENEW_EXPECTATIONS") != "1")
            return;
        FragsimProcess run = FragsimProcess.Run("validate", "--level", "policy", "--plots",
            place.Path, TestFiles.SharedRecording("pagecache-grp-compact"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        ReadmeTests.Draw(Path.Combine(place.Path, "pagecache-grp-compact", "free-by-order.png"),
            "validation-free-by-order");
    }
}
