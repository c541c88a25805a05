using System.Text;
using FragSim.Cli.Files;
using FragSim.Sim.Base;
using FragSim.Tests.Cli;
using FragSim.Tests.Workloads;
using FragSim.Validation.Calibration;
using Xunit;

namespace FragSim.Tests.Calibration;

public sealed class CostsFileTests
{
    [Fact]
    public void Prices_borne_out_are_scaled_to_the_default_of_moving_a_page()
    {
        // A page moved for 5000, an LRU page for 4000: instructions, of which only ratios count.
        CalibrationResult result = CalibrationResult.Of([new RecordedWork("r", [.. Enumerable
            .Range(0, 200).Select(i => Request(i % 7 * 10, i % 11 * 20, 300_000
                + (i % 7 * 10 * 5_000) + (i % 11 * 20 * 4_000)))])]);
        using TempFolder folder = new();
        string path = folder.File(
            "costs.json", Encoding.UTF8.GetString(CostsFile.Write(result)));
        Assert.Equal(new CostModel { LruScanNs = 2_000, ReclaimNs = 0 }, CostsFile.Read(path));
    }

    [Fact]
    public void Recordings_in_which_nothing_is_moved_give_no_file()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "costs.json");
        FragsimProcess run = FragsimProcess.Run("calibrate", TestFiles.BootIdle, "--out", path);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_run_goes_by_the_prices_of_the_file_and_says_so()
    {
        using TempFolder folder = new();
        string path = folder.File("costs.json", """{ "costs": { "zero_huge_ns": 123456 } }""");
        string results = Path.Combine(folder.Path, "out");
        FragsimProcess run = FragsimProcess.Run("run", "--strategy", "none", "--memory", "64MiB",
            "--seeds", "1", "--no-charts", "--costs", path, "--out", results);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"zero_huge_ns\": 123456",
            File.ReadAllText(Path.Combine(results, "manifest.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "costs": null }""")]
    [InlineData("""{ "costs": { "migrate_ns": null } }""")]
    [InlineData("""{ "costs": { "migrate_ns": "2" } }""")]
    [InlineData("""{ "costs": { "migrate_ns": 2.5 } }""")]
    [InlineData("""{ "costs": { "migrate_ns": -1 } }""")]
    [InlineData("""{ "costs": { "migrate_ns": 99999999999999999999 } }""")]
    [InlineData("""{ "costs": { "tea_ns": 1 } }""")]
    [InlineData("""{ "costs": { "migrate_ns": 1, "migrate_ns": 2 } }""")]
    public void What_holds_no_prices_is_bad_input_that_names_the_file(string text)
    {
        using TempFolder folder = new();
        string path = folder.File("costs.json", text);
        var error = Assert.Throws<InputException>(() => CostsFile.Read(path));
        Assert.StartsWith(path + ":", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_bad_input() =>
        Assert.Throws<InputException>(() => CostsFile.Read("/nowhere/costs.json"));

    private static MeasuredRequest Request(int moved, int reclaimed, long latencyNs)
    {
        long[] done = new long[MeasuredRequest.Kinds];
        done[(int)Work.PagesMigrated] = moved;
        done[(int)Work.LruScanned] = done[(int)Work.PagesReclaimed] = reclaimed;
        return new MeasuredRequest("rest-thp", "thp", true, latencyNs, false, done);
    }
}
